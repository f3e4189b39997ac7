CREATE TABLE "platform"."api_client" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"contact" text NOT NULL,
	"secret_hash" text NOT NULL,
	"former_secret_hash" text,
	"former_until" timestamp with time zone,
	"scopes" text[] NOT NULL,
	"per_minute" integer NOT NULL,
	"per_day" integer NOT NULL,
	"cost_limit" integer NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"rotated_at" timestamp with time zone,
	CONSTRAINT "api_client_name_unique" UNIQUE("name"),
	CONSTRAINT "api_client_limits" CHECK (per_minute > 0 and per_day > 0 and cost_limit > 0)
);
--> statement-breakpoint
CREATE TABLE "platform"."api_client_day" (
	"client_id" uuid NOT NULL,
	"day" date NOT NULL,
	"reserved" integer NOT NULL,
	CONSTRAINT "api_client_day_client_id_day_pk" PRIMARY KEY("client_id","day")
);
--> statement-breakpoint
ALTER TABLE "platform"."api_client_day" ADD CONSTRAINT "api_client_day_client_id_api_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "platform"."api_client"("id") ON DELETE no action ON UPDATE no action;
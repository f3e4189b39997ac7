CREATE TABLE "patients"."outside_token" (
	"party" text PRIMARY KEY NOT NULL,
	"token" text,
	"expires_at" timestamp with time zone,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "patients"."wechat_authorisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"moving" boolean NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "wechat_authorisation_stateHash_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE TABLE "patients"."wechat_binding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"open_id_sealed" text NOT NULL,
	"open_id_index" text NOT NULL,
	"following" boolean NOT NULL,
	"follow_told_at" timestamp with time zone,
	"bound_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wechat_binding_account" UNIQUE("account_id"),
	CONSTRAINT "wechat_binding_open_id" UNIQUE("open_id_index")
);
--> statement-breakpoint
ALTER TABLE "patients"."consent_given" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "patients"."wechat_authorisation" ADD CONSTRAINT "wechat_authorisation_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."wechat_binding" ADD CONSTRAINT "wechat_binding_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "wechat_authorisation_account_id_started_at_index" ON "patients"."wechat_authorisation" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "wechat_authorisation_expires_at_index" ON "patients"."wechat_authorisation" USING btree ("expires_at");
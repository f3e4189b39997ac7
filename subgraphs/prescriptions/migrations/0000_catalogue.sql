CREATE SCHEMA "prescriptions";
--> statement-breakpoint
CREATE TABLE "prescriptions"."drug" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"pinyin" text NOT NULL,
	"form" text,
	"specification" text,
	"pack_unit" text,
	"price_fen" integer,
	"manufacturer" text,
	"approval_number" text,
	"controlled" boolean NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "drug_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "prescriptions"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prescriptions"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "prescriptions"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "prescriptions"."trace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"action" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"request_id" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
CREATE INDEX "drug_name_trgm" ON "prescriptions"."drug" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "drug_pinyin_trgm" ON "prescriptions"."drug" USING gin ("pinyin" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "drug_name_id_index" ON "prescriptions"."drug" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "prescriptions"."trace" USING btree ("subject_id","at");
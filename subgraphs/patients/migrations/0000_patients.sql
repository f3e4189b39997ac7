CREATE SCHEMA "patients";
--> statement-breakpoint
CREATE TYPE "patients"."card_kind" AS ENUM('HOSPITAL', 'INSURANCE', 'RECORD');--> statement-breakpoint
CREATE TYPE "patients"."relationship" AS ENUM('SELF', 'SPOUSE', 'CHILD', 'PARENT', 'OTHER');--> statement-breakpoint
CREATE TYPE "patients"."sex" AS ENUM('MALE', 'FEMALE', 'UNKNOWN');--> statement-breakpoint
CREATE TABLE "patients"."account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone_sealed" text NOT NULL,
	"phone_index" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	"patient_limit" integer,
	"disabled_at" timestamp with time zone,
	"restricted_until" timestamp with time zone,
	"restriction_reason" text,
	CONSTRAINT "account_phoneIndex_unique" UNIQUE("phone_index")
);
--> statement-breakpoint
CREATE TABLE "patients"."care_relation" (
	"patient_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "care_relation_subject_id_practitioner_id_patient_id_pk" PRIMARY KEY("subject_id","practitioner_id","patient_id")
);
--> statement-breakpoint
CREATE TABLE "patients"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patients"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "patients"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "patients"."patient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sex" "patients"."sex" NOT NULL,
	"birth_date" date NOT NULL,
	"relationship" "patients"."relationship" NOT NULL,
	"id_card_sealed" text NOT NULL,
	"id_card_index" text NOT NULL,
	"phone_sealed" text,
	"guardian_name" text,
	"guardian_id_card_sealed" text,
	"guardian_phone_sealed" text,
	"his_patient_id" text NOT NULL,
	"record_number" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "patient_once_an_account" UNIQUE("account_id","id_card_index"),
	CONSTRAINT "patient_removed_is_no_default" CHECK (not ("patients"."patient"."is_default" and "patients"."patient"."removed_at" is not null)),
	CONSTRAINT "patient_guardian_whole" CHECK (num_nulls("patients"."patient"."guardian_name", "patients"."patient"."guardian_id_card_sealed", "patients"."patient"."guardian_phone_sealed") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "patients"."patient_card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"kind" "patients"."card_kind" NOT NULL,
	"number" text NOT NULL,
	"sort_order" integer NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	CONSTRAINT "patient_card_once" UNIQUE("patient_id","kind","number")
);
--> statement-breakpoint
CREATE TABLE "patients"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"rotated_at" timestamp with time zone NOT NULL,
	"idle_until" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "patients"."setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patients"."sms_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone_index" text NOT NULL,
	"code_hash" text NOT NULL,
	"ip" text,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "patients"."trace" (
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
ALTER TABLE "patients"."patient" ADD CONSTRAINT "patient_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."patient_card" ADD CONSTRAINT "patient_card_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "patients"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "care_relation_practitioner_id_patient_id_until_index" ON "patients"."care_relation" USING btree ("practitioner_id","patient_id","until");--> statement-breakpoint
CREATE INDEX "care_relation_patient_id_until_index" ON "patients"."care_relation" USING btree ("patient_id","until");--> statement-breakpoint
CREATE UNIQUE INDEX "patient_one_default" ON "patients"."patient" USING btree ("account_id") WHERE "patients"."patient"."is_default" and "patients"."patient"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "patient_one_self" ON "patients"."patient" USING btree ("account_id") WHERE "patients"."patient"."relationship" = 'SELF' and "patients"."patient"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "patient_card_one_default" ON "patients"."patient_card" USING btree ("patient_id") WHERE "patients"."patient_card"."is_default";--> statement-breakpoint
CREATE INDEX "session_subject_id_index" ON "patients"."session" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "sms_code_phone_index_requested_at_index" ON "patients"."sms_code" USING btree ("phone_index","requested_at");--> statement-breakpoint
CREATE INDEX "sms_code_ip_requested_at_index" ON "patients"."sms_code" USING btree ("ip","requested_at");--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "patients"."trace" USING btree ("subject_id","at");
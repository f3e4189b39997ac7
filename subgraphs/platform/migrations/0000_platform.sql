CREATE SCHEMA "platform";
--> statement-breakpoint
CREATE TYPE "platform"."institution_kind" AS ENUM('MAIN', 'BRANCH');--> statement-breakpoint
CREATE TYPE "platform"."staff_role" AS ENUM('DOCTOR', 'NURSE', 'PHARMACIST');--> statement-breakpoint
CREATE TYPE "platform"."job_state" AS ENUM('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED');--> statement-breakpoint
CREATE TABLE "platform"."audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text,
	"action" text NOT NULL,
	"subject_type" text,
	"subject_id" uuid,
	"subject_label" text,
	"before" jsonb,
	"after" jsonb,
	"ip" text,
	"user_agent" text,
	"request_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entry_sequence_unique" UNIQUE("sequence")
);
--> statement-breakpoint
CREATE TABLE "platform"."department" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text,
	"seen_in_job" uuid,
	"enabled" boolean NOT NULL,
	"synced_at" timestamp with time zone,
	"institution_id" uuid NOT NULL,
	"parent_id" uuid,
	"code" text NOT NULL,
	"subject_code" text,
	"name" text NOT NULL,
	"pinyin" text NOT NULL,
	"intro" text,
	"location" text,
	"sort_order" integer NOT NULL,
	CONSTRAINT "department_hisId_unique" UNIQUE("his_id")
);
--> statement-breakpoint
CREATE TABLE "platform"."institution" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text,
	"seen_in_job" uuid,
	"enabled" boolean NOT NULL,
	"synced_at" timestamp with time zone,
	"kind" "platform"."institution_kind" NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"licence_number" text,
	"address" text,
	"phone" text,
	"latitude" double precision,
	"longitude" double precision,
	"fence_meters" integer NOT NULL,
	"brand_color" text,
	"sort_order" integer NOT NULL,
	CONSTRAINT "institution_hisId_unique" UNIQUE("his_id"),
	CONSTRAINT "institution_location_whole" CHECK ((latitude is null) = (longitude is null))
);
--> statement-breakpoint
CREATE TABLE "platform"."practitioner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text,
	"seen_in_job" uuid,
	"enabled" boolean NOT NULL,
	"synced_at" timestamp with time zone,
	"staff_number" text,
	"institution_id" uuid NOT NULL,
	"name" text NOT NULL,
	"pinyin" text NOT NULL,
	"role" "platform"."staff_role" NOT NULL,
	"title" text NOT NULL,
	"title_rank" integer NOT NULL,
	"specialties" text,
	"intro" text,
	"licence_number" text,
	"priority" integer DEFAULT 100 NOT NULL,
	CONSTRAINT "practitioner_hisId_unique" UNIQUE("his_id")
);
--> statement-breakpoint
CREATE TABLE "platform"."practitioner_department" (
	"practitioner_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "practitioner_department_practitioner_id_department_id_pk" PRIMARY KEY("practitioner_id","department_id"),
	CONSTRAINT "practitioner_department_place" UNIQUE("practitioner_id","place")
);
--> statement-breakpoint
CREATE TABLE "platform"."job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"status" "platform"."job_state" NOT NULL,
	"steps" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cursor" text,
	"failure" text,
	"version" integer DEFAULT 0 NOT NULL,
	"requested_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"progressed_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."inbox_counter" (
	"recipient_id" uuid PRIMARY KEY NOT NULL,
	"last_sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"event" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"link" text,
	"subject_type" text,
	"subject_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "message_sequence" UNIQUE("recipient_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "platform"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "platform"."trace" (
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
CREATE TABLE "platform"."administrator" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"institution_id" uuid,
	CONSTRAINT "administrator_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "platform"."role" (
	"name" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"permissions" text[]
);
--> statement-breakpoint
CREATE TABLE "platform"."session" (
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
CREATE TABLE "platform"."sign_in_challenge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_account_id" uuid NOT NULL,
	"challenge_hash" text NOT NULL,
	"enrolment_secret_sealed" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_challenge_challengeHash_unique" UNIQUE("challenge_hash")
);
--> statement-breakpoint
CREATE TABLE "platform"."staff_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"practitioner_id" uuid,
	"administrator_id" uuid,
	"password_hash" text NOT NULL,
	"totp_secret_sealed" text,
	"last_totp_step" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_account_login_unique" UNIQUE("login"),
	CONSTRAINT "staff_account_practitionerId_unique" UNIQUE("practitioner_id"),
	CONSTRAINT "staff_account_administratorId_unique" UNIQUE("administrator_id"),
	CONSTRAINT "staff_account_is_one" CHECK (num_nonnulls(practitioner_id, administrator_id) = 1),
	CONSTRAINT "staff_account_login_lower" CHECK (login = lower(login))
);
--> statement-breakpoint
CREATE TABLE "platform"."consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"text_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid,
	"consented_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."text" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "text_version" UNIQUE("key","version")
);
--> statement-breakpoint
ALTER TABLE "platform"."department" ADD CONSTRAINT "department_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."department" ADD CONSTRAINT "department_parent_id_department_id_fk" FOREIGN KEY ("parent_id") REFERENCES "platform"."department"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD CONSTRAINT "institution_parent_id_institution_id_fk" FOREIGN KEY ("parent_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD CONSTRAINT "practitioner_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."practitioner_department" ADD CONSTRAINT "practitioner_department_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "platform"."practitioner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."practitioner_department" ADD CONSTRAINT "practitioner_department_department_id_department_id_fk" FOREIGN KEY ("department_id") REFERENCES "platform"."department"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."administrator" ADD CONSTRAINT "administrator_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_staff_account_id_staff_account_id_fk" FOREIGN KEY ("staff_account_id") REFERENCES "platform"."staff_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."staff_account" ADD CONSTRAINT "staff_account_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "platform"."practitioner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."staff_account" ADD CONSTRAINT "staff_account_administrator_id_administrator_id_fk" FOREIGN KEY ("administrator_id") REFERENCES "platform"."administrator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."consent" ADD CONSTRAINT "consent_text_id_text_id_fk" FOREIGN KEY ("text_id") REFERENCES "platform"."text"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_at_id_index" ON "platform"."audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_actor_id_at_index" ON "platform"."audit_entry" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_entry_subject_id_at_index" ON "platform"."audit_entry" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_entry_action_at_index" ON "platform"."audit_entry" USING btree ("action","at");--> statement-breakpoint
CREATE INDEX "department_institution_id_index" ON "platform"."department" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "department_parent_id_index" ON "platform"."department" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "department_sort_order_id_index" ON "platform"."department" USING btree ("sort_order","id");--> statement-breakpoint
CREATE INDEX "practitioner_institution_id_index" ON "platform"."practitioner" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "practitioner_priority_title_rank_id_index" ON "platform"."practitioner" USING btree ("priority","title_rank","id");--> statement-breakpoint
CREATE INDEX "practitioner_department_department_id_index" ON "platform"."practitioner_department" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "job_one_running" ON "platform"."job" USING btree ("kind") WHERE "platform"."job"."status" in ('QUEUED', 'RUNNING');--> statement-breakpoint
CREATE INDEX "job_created_at_id_index" ON "platform"."job" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "message_unread" ON "platform"."message" USING btree ("recipient_id") WHERE "platform"."message"."read_at" is null;--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "platform"."trace" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "session_subject_id_index" ON "platform"."session" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "sign_in_challenge_expires_at_index" ON "platform"."sign_in_challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "consent_patient_id_consented_at_index" ON "platform"."consent" USING btree ("patient_id","consented_at");
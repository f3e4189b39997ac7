CREATE TYPE "patients"."identity_check_status" AS ENUM('STARTED', 'PASSED', 'FAILED', 'EXPIRED');--> statement-breakpoint
CREATE TYPE "patients"."identity_subject" AS ENUM('PERSON', 'GUARDIAN');--> statement-breakpoint
CREATE TABLE "patients"."identity_check" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"status" "patients"."identity_check_status" NOT NULL,
	"subject" "patients"."identity_subject" NOT NULL,
	"token_sealed" text,
	"url_sealed" text,
	"failure" text,
	"consent_id" uuid NOT NULL,
	"consent_version" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "patients"."identity_proof" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"check_id" uuid NOT NULL,
	"subject" "patients"."identity_subject" NOT NULL,
	"proven_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "identity_proof_checkId_unique" UNIQUE("check_id")
);
--> statement-breakpoint
CREATE TABLE "patients"."health_card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"card_id_sealed" text NOT NULL,
	"phid_sealed" text NOT NULL,
	"consent_id" uuid NOT NULL,
	"consent_version" integer NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"bound_at" timestamp with time zone,
	CONSTRAINT "health_card_once" UNIQUE("patient_id","channel")
);
--> statement-breakpoint
CREATE TABLE "patients"."health_card_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"generation" integer NOT NULL,
	"token_sealed" text,
	"expires_at" timestamp with time zone,
	"lease_id" uuid,
	"lease_until" timestamp with time zone,
	CONSTRAINT "health_card_token_channel_unique" UNIQUE("channel")
);
--> statement-breakpoint
CREATE TABLE "patients"."health_card_usage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"health_card_id" uuid NOT NULL,
	"scene" text NOT NULL,
	"act" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reported_at" timestamp with time zone,
	CONSTRAINT "health_card_usage_act_unique" UNIQUE("act")
);
--> statement-breakpoint
CREATE TABLE "patients"."consent_given" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"text_key" text NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patients"."published_text" (
	"text_key" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "patients"."identity_check" ADD CONSTRAINT "identity_check_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "patients"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."identity_check" ADD CONSTRAINT "identity_check_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."identity_proof" ADD CONSTRAINT "identity_proof_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "patients"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."identity_proof" ADD CONSTRAINT "identity_proof_check_id_identity_check_id_fk" FOREIGN KEY ("check_id") REFERENCES "patients"."identity_check"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."health_card" ADD CONSTRAINT "health_card_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "patients"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patients"."health_card_usage" ADD CONSTRAINT "health_card_usage_health_card_id_health_card_id_fk" FOREIGN KEY ("health_card_id") REFERENCES "patients"."health_card"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_check_account_id_started_at_index" ON "patients"."identity_check" USING btree ("account_id","started_at");--> statement-breakpoint
CREATE INDEX "identity_check_patient_id_started_at_index" ON "patients"."identity_check" USING btree ("patient_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_check_one_open" ON "patients"."identity_check" USING btree ("patient_id") WHERE "patients"."identity_check"."status" = 'STARTED';--> statement-breakpoint
CREATE INDEX "identity_proof_patient_id_expires_at_index" ON "patients"."identity_proof" USING btree ("patient_id","expires_at");--> statement-breakpoint
CREATE INDEX "health_card_usage_health_card_id_at_index" ON "patients"."health_card_usage" USING btree ("health_card_id","at");--> statement-breakpoint
CREATE INDEX "consent_given_patient_id_text_key_index" ON "patients"."consent_given" USING btree ("patient_id","text_key");
CREATE TYPE "clinical"."consultation_kind" AS ENUM('TEXT', 'PHONE', 'VIDEO');--> statement-breakpoint
CREATE TYPE "clinical"."consultation_status" AS ENUM('AWAITING_PAYMENT', 'WAITING', 'ACTIVE', 'COMPLETED', 'REFUSED', 'UNANSWERED', 'CANCELLED', 'EXPIRED');--> statement-breakpoint
CREATE TABLE "clinical"."consent_given" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"text_key" text NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."consultation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" "clinical"."consultation_kind" NOT NULL,
	"status" "clinical"."consultation_status" NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"description" text NOT NULL,
	"attachments" jsonb NOT NULL,
	"consent_id" uuid NOT NULL,
	"consent_version" integer NOT NULL,
	"day" date NOT NULL,
	"price_fen" integer NOT NULL,
	"message_limit" integer NOT NULL,
	"messages_used" integer DEFAULT 0 NOT NULL,
	"last_patient_sequence" integer DEFAULT 0 NOT NULL,
	"last_practitioner_sequence" integer DEFAULT 0 NOT NULL,
	"order_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"pay_until" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"respond_until" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"refusal_reason" text,
	CONSTRAINT "consultation_number_unique" UNIQUE("number"),
	CONSTRAINT "consultation_orderId_unique" UNIQUE("order_id"),
	CONSTRAINT "messages_used" CHECK ("clinical"."consultation"."messages_used" between 0 and "clinical"."consultation"."message_limit")
);
--> statement-breakpoint
CREATE TABLE "clinical"."consultation_day" (
	"practitioner_id" uuid NOT NULL,
	"kind" "clinical"."consultation_kind" NOT NULL,
	"day" date NOT NULL,
	"requested" integer NOT NULL,
	CONSTRAINT "consultation_day_practitioner_id_kind_day_pk" PRIMARY KEY("practitioner_id","kind","day"),
	CONSTRAINT "requested" CHECK ("clinical"."consultation_day"."requested" >= 0)
);
--> statement-breakpoint
CREATE TABLE "clinical"."consultation_rules" (
	"kind" "clinical"."consultation_kind" PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."consultation_service" (
	"id" uuid PRIMARY KEY NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"kind" "clinical"."consultation_kind" NOT NULL,
	"enabled" boolean NOT NULL,
	"price_fen" integer NOT NULL,
	"hours" jsonb NOT NULL,
	"message_limit" integer NOT NULL,
	"daily_limit" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consultation_service_practitionerId_kind_unique" UNIQUE("practitioner_id","kind"),
	CONSTRAINT "service_price" CHECK ("clinical"."consultation_service"."price_fen" between 0 and 9999900),
	CONSTRAINT "service_limits" CHECK ("clinical"."consultation_service"."message_limit" between 1 and 200 and "clinical"."consultation_service"."daily_limit" between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "clinical"."published_text" (
	"text_key" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clinical"."practitioner" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "clinical"."practitioner" ADD COLUMN "pinyin" text;--> statement-breakpoint
CREATE UNIQUE INDEX "consultation_once" ON "clinical"."consultation" USING btree ("patient_id","practitioner_id") WHERE status in ('AWAITING_PAYMENT', 'WAITING', 'ACTIVE');--> statement-breakpoint
CREATE INDEX "consultation_patient_id_created_at_id_index" ON "clinical"."consultation" USING btree ("patient_id","created_at","id");--> statement-breakpoint
CREATE INDEX "consultation_practitioner_id_created_at_id_index" ON "clinical"."consultation" USING btree ("practitioner_id","created_at","id");
CREATE TYPE "clinical"."report_kind" AS ENUM('LAB', 'EXAM');--> statement-breakpoint
CREATE TYPE "clinical"."report_status" AS ENUM('PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED');--> statement-breakpoint
CREATE TYPE "clinical"."trace_kind" AS ENUM('HELD', 'PAID', 'BOOKED', 'MOVED', 'CHECKED_IN', 'CALLED', 'MISSED', 'SERVING', 'FINISHED', 'BILL_DUE', 'BILL_PAID', 'PICKED_UP', 'REPORT_READY', 'REFUNDED', 'CANCELLED', 'EXPIRED', 'REFUSED', 'STOPPED', 'NOSHOW');--> statement-breakpoint
CREATE TABLE "clinical"."former_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"his_version" text NOT NULL,
	"content" text NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "former_report_once" UNIQUE("report_id","his_version")
);
--> statement-breakpoint
CREATE TABLE "clinical"."report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text NOT NULL,
	"his_version" text NOT NULL,
	"his_updated_at" timestamp with time zone NOT NULL,
	"patient_id" uuid NOT NULL,
	"kind" "clinical"."report_kind" NOT NULL,
	"status" "clinical"."report_status" NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"institution_id" uuid,
	"appointment_id" uuid,
	"content" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_once" UNIQUE("patient_id","his_id")
);
--> statement-breakpoint
CREATE TABLE "clinical"."report_watermark" (
	"source" text PRIMARY KEY NOT NULL,
	"updated_at" timestamp with time zone,
	"checked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."schedule_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"cause" text NOT NULL,
	"day" date,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"failed" integer NOT NULL,
	"stopped" integer NOT NULL,
	"messages" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."trace_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"sequence" bigserial NOT NULL,
	"patient_id" uuid NOT NULL,
	"appointment_id" uuid,
	"kind" "clinical"."trace_kind" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"order_id" uuid,
	"amount_fen" integer,
	CONSTRAINT "trace_entry_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "clinical"."schedule_watermark" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clinical"."schedule_watermark" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clinical"."slot" ADD COLUMN "extra" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."former_report" ADD CONSTRAINT "former_report_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "clinical"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_patient_id_issued_at_id_index" ON "clinical"."report" USING btree ("patient_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "schedule_run_at_id_index" ON "clinical"."schedule_run" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "trace_entry_appointment_id_at_sequence_index" ON "clinical"."trace_entry" USING btree ("appointment_id","at","sequence");--> statement-breakpoint
CREATE INDEX "trace_entry_patient_id_at_sequence_index" ON "clinical"."trace_entry" USING btree ("patient_id","at","sequence");--> statement-breakpoint
CREATE INDEX "trace_entry_order_id_index" ON "clinical"."trace_entry" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "trace_entry_at_sequence_index" ON "clinical"."trace_entry" USING btree ("at","sequence");
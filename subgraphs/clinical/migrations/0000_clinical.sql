CREATE SCHEMA "clinical";
--> statement-breakpoint
CREATE TYPE "clinical"."ticket_status" AS ENUM('WAITING', 'CALLED', 'SERVING', 'DONE', 'MISSED', 'LEFT');--> statement-breakpoint
CREATE TYPE "clinical"."appointment_status" AS ENUM('HELD', 'CONFIRMING', 'BOOKED', 'ARRIVED', 'FULFILLED', 'EXPIRED', 'CANCELLED', 'STOPPED', 'NOSHOW', 'REFUSED');--> statement-breakpoint
CREATE TYPE "clinical"."day_part" AS ENUM('MORNING', 'AFTERNOON', 'EVENING');--> statement-breakpoint
CREATE TYPE "clinical"."slot_kind" AS ENUM('GENERAL', 'EXPERT', 'DISEASE');--> statement-breakpoint
CREATE TABLE "clinical"."department" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text NOT NULL,
	"institution_id" uuid NOT NULL,
	CONSTRAINT "department_hisId_unique" UNIQUE("his_id")
);
--> statement-breakpoint
CREATE TABLE "clinical"."institution" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"fence_meters" integer NOT NULL,
	CONSTRAINT "institution_hisId_unique" UNIQUE("his_id")
);
--> statement-breakpoint
CREATE TABLE "clinical"."patient_record" (
	"patient_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"his_patient_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."practitioner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text NOT NULL,
	"institution_id" uuid NOT NULL,
	"department_ids" uuid[] NOT NULL,
	"title_rank" integer NOT NULL,
	"priority" integer NOT NULL,
	CONSTRAINT "practitioner_hisId_unique" UNIQUE("his_id")
);
--> statement-breakpoint
CREATE TABLE "clinical"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "clinical"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "clinical"."trace" (
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
CREATE TABLE "clinical"."queue" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"part" "clinical"."day_part" NOT NULL,
	"institution_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"room" text,
	"version" integer DEFAULT 0 NOT NULL,
	"issued" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "queue_place" UNIQUE NULLS NOT DISTINCT("day","part","department_id","practitioner_id")
);
--> statement-breakpoint
CREATE TABLE "clinical"."ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"queue_id" uuid NOT NULL,
	"appointment_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" "clinical"."ticket_status" NOT NULL,
	"priority_class" integer NOT NULL,
	"rank" double precision NOT NULL,
	"called_by" uuid,
	"called_times" integer DEFAULT 0 NOT NULL,
	"call_number" integer,
	"checked_in_at" timestamp with time zone NOT NULL,
	"called_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "ticket_appointmentId_unique" UNIQUE("appointment_id"),
	CONSTRAINT "ticket_queueId_number_unique" UNIQUE("queue_id","number"),
	CONSTRAINT "ticket_called" CHECK ("clinical"."ticket"."status" not in ('CALLED', 'SERVING', 'DONE', 'MISSED') or "clinical"."ticket"."called_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "clinical"."appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"status" "clinical"."appointment_status" NOT NULL,
	"same_day" boolean NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"schedule_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"day" date NOT NULL,
	"fee_fen" integer NOT NULL,
	"room" text,
	"held_until" timestamp with time zone NOT NULL,
	"cancel_reason" text,
	"order_id" uuid NOT NULL,
	"paid_at" timestamp with time zone,
	"paid_fen" integer,
	"payment_number" text,
	"in_his" boolean NOT NULL,
	"his_appointment_id" text,
	"his_version" text,
	"his_encounter_id" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "appointment_number_unique" UNIQUE("number"),
	CONSTRAINT "appointment_orderId_unique" UNIQUE("order_id"),
	CONSTRAINT "appointment_hisAppointmentId_unique" UNIQUE("his_appointment_id"),
	CONSTRAINT "appointment_paid" CHECK ("clinical"."appointment"."status" not in ('CONFIRMING', 'BOOKED', 'ARRIVED', 'FULFILLED', 'NOSHOW') or "clinical"."appointment"."paid_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "clinical"."schedule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text,
	"institution_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"practitioner_id" uuid,
	"queue_id" uuid NOT NULL,
	"kind" "clinical"."slot_kind" NOT NULL,
	"clinic_name" text NOT NULL,
	"day" date NOT NULL,
	"part" "clinical"."day_part" NOT NULL,
	"fee_fen" integer NOT NULL,
	"room" text,
	"stopped" boolean DEFAULT false NOT NULL,
	"stop_reason" text,
	CONSTRAINT "schedule_hisId_unique" UNIQUE("his_id"),
	CONSTRAINT "schedule_fee" CHECK ("clinical"."schedule"."fee_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "clinical"."schedule_watermark" (
	"source" text PRIMARY KEY NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clinical"."slot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_id" text,
	"schedule_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"capacity" integer NOT NULL,
	"remaining" integer NOT NULL,
	"stopped" boolean DEFAULT false NOT NULL,
	"touches" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "slot_hisId_unique" UNIQUE("his_id"),
	CONSTRAINT "slot_remaining" CHECK ("clinical"."slot"."remaining" between 0 and "clinical"."slot"."capacity"),
	CONSTRAINT "slot_time" CHECK ("clinical"."slot"."ends_at" > "clinical"."slot"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "clinical"."setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD CONSTRAINT "ticket_queue_id_queue_id_fk" FOREIGN KEY ("queue_id") REFERENCES "clinical"."queue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD CONSTRAINT "ticket_appointment_id_appointment_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "clinical"."appointment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical"."appointment" ADD CONSTRAINT "appointment_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "clinical"."schedule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical"."appointment" ADD CONSTRAINT "appointment_slot_id_slot_id_fk" FOREIGN KEY ("slot_id") REFERENCES "clinical"."slot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical"."slot" ADD CONSTRAINT "slot_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "clinical"."schedule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "practitioner_department_ids_index" ON "clinical"."practitioner" USING gin ("department_ids");--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "clinical"."trace" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "queue_practitioner_id_day_index" ON "clinical"."queue" USING btree ("practitioner_id","day");--> statement-breakpoint
CREATE INDEX "ticket_queue_id_status_priority_class_rank_index" ON "clinical"."ticket" USING btree ("queue_id","status","priority_class","rank");--> statement-breakpoint
CREATE INDEX "ticket_patient_id_index" ON "clinical"."ticket" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_active" ON "clinical"."ticket" USING btree ("queue_id","called_by") WHERE status in ('CALLED', 'SERVING');--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_live" ON "clinical"."appointment" USING btree ("patient_id","schedule_id") WHERE status in ('HELD', 'CONFIRMING', 'BOOKED', 'ARRIVED');--> statement-breakpoint
CREATE INDEX "appointment_patient_id_created_at_id_index" ON "clinical"."appointment" USING btree ("patient_id","created_at","id");--> statement-breakpoint
CREATE INDEX "appointment_practitioner_id_day_index" ON "clinical"."appointment" USING btree ("practitioner_id","day");--> statement-breakpoint
CREATE INDEX "appointment_schedule_id_index" ON "clinical"."appointment" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "appointment_slot_id_index" ON "clinical"."appointment" USING btree ("slot_id");--> statement-breakpoint
CREATE INDEX "appointment_created_at_id_index" ON "clinical"."appointment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "appointment_unpaid" ON "clinical"."appointment" USING btree ("account_id") WHERE status = 'HELD';--> statement-breakpoint
CREATE INDEX "schedule_department_id_day_index" ON "clinical"."schedule" USING btree ("department_id","day");--> statement-breakpoint
CREATE INDEX "schedule_practitioner_id_day_index" ON "clinical"."schedule" USING btree ("practitioner_id","day");--> statement-breakpoint
CREATE INDEX "schedule_queue_id_index" ON "clinical"."schedule" USING btree ("queue_id");--> statement-breakpoint
CREATE INDEX "schedule_day_index" ON "clinical"."schedule" USING btree ("day");--> statement-breakpoint
CREATE INDEX "slot_schedule_id_starts_at_index" ON "clinical"."slot" USING btree ("schedule_id","starts_at");
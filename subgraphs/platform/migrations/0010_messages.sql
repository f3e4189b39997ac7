CREATE TYPE "platform"."message_audience" AS ENUM('ACCOUNT', 'PRACTITIONER');--> statement-breakpoint
CREATE TYPE "platform"."message_channel" AS ENUM('IN_APP', 'SMS', 'WECHAT');--> statement-breakpoint
CREATE TYPE "platform"."delivery_state" AS ENUM('QUEUED', 'SENT', 'DELIVERED', 'FAILED');--> statement-breakpoint
CREATE TABLE "platform"."account_terminal" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"terminal" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."message_attempt" (
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"provider" text,
	"code" text,
	"serial_no" text,
	"receipt_at" timestamp with time zone,
	"receipt_code" text,
	CONSTRAINT "message_attempt_delivery_id_number_pk" PRIMARY KEY("delivery_id","number")
);
--> statement-breakpoint
CREATE TABLE "platform"."message_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"audience" "platform"."message_audience" NOT NULL,
	"recipient_id" uuid NOT NULL,
	"channel" "platform"."message_channel" NOT NULL,
	"status" "platform"."delivery_state" NOT NULL,
	"terminal" text NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"link" text,
	"subject_type" text,
	"subject_id" uuid,
	"institution_id" uuid,
	"variables" jsonb NOT NULL,
	"template_version" integer,
	"other_channels" jsonb NOT NULL,
	"instead_of" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"provider" text,
	"code" text
);
--> statement-breakpoint
CREATE TABLE "platform"."message_figure" (
	"day" date NOT NULL,
	"event" text NOT NULL,
	"channel" "platform"."message_channel" NOT NULL,
	"terminal" text NOT NULL,
	"status" "platform"."delivery_state" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "message_figure_day_event_channel_terminal_status_pk" PRIMARY KEY("day","event","channel","terminal","status")
);
--> statement-breakpoint
CREATE TABLE "platform"."message_tally" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform"."message_tally_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"event" text NOT NULL,
	"channel" "platform"."message_channel" NOT NULL,
	"terminal" text NOT NULL,
	"status" "platform"."delivery_state" NOT NULL,
	"change" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."message_template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"audience" "platform"."message_audience" NOT NULL,
	"node" text NOT NULL,
	"content" jsonb NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid,
	CONSTRAINT "message_template_once" UNIQUE("event","audience","node")
);
--> statement-breakpoint
ALTER TABLE "platform"."message_attempt" ADD CONSTRAINT "message_attempt_delivery_id_message_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "platform"."message_delivery"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_delivery_at_id_index" ON "platform"."message_delivery" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "message_delivery_event_at_id_index" ON "platform"."message_delivery" USING btree ("event","at","id");--> statement-breakpoint
CREATE INDEX "message_delivery_channel_status_at_id_index" ON "platform"."message_delivery" USING btree ("channel","status","at","id");--> statement-breakpoint
CREATE INDEX "message_delivery_status_at_id_index" ON "platform"."message_delivery" USING btree ("status","at","id");--> statement-breakpoint
CREATE INDEX "message_delivery_recipient_id_at_id_index" ON "platform"."message_delivery" USING btree ("recipient_id","at","id");--> statement-breakpoint
CREATE INDEX "message_tally_day_index" ON "platform"."message_tally" USING btree ("day");
CREATE SCHEMA "telemedicine";
--> statement-breakpoint
CREATE TYPE "telemedicine"."content_kind" AS ENUM('TEXT', 'IMAGE', 'VOICE', 'VIDEO', 'SYSTEM');--> statement-breakpoint
CREATE TYPE "telemedicine"."sender_kind" AS ENUM('PATIENT', 'PRACTITIONER', 'SYSTEM');--> statement-breakpoint
CREATE TABLE "telemedicine"."conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"messages_left" integer NOT NULL,
	"last_sequence" integer DEFAULT 0 NOT NULL,
	"last_message_at" timestamp with time zone NOT NULL,
	"read_by_patient" integer DEFAULT 0 NOT NULL,
	"read_by_practitioner" integer DEFAULT 0 NOT NULL,
	"delivered_to_patient" integer DEFAULT 0 NOT NULL,
	"delivered_to_practitioner" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "conversation_subjectType_subjectId_unique" UNIQUE("subject_type","subject_id"),
	CONSTRAINT "messages_left" CHECK ("telemedicine"."conversation"."messages_left" >= 0),
	CONSTRAINT "marks" CHECK (greatest("telemedicine"."conversation"."read_by_patient", "telemedicine"."conversation"."read_by_practitioner", "telemedicine"."conversation"."delivered_to_patient", "telemedicine"."conversation"."delivered_to_practitioner") <= "telemedicine"."conversation"."last_sequence")
);
--> statement-breakpoint
CREATE TABLE "telemedicine"."conversation_event" (
	"conversation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"message_id" uuid,
	"read_by_patient" integer,
	"read_by_practitioner" integer,
	"delivered_to_patient" integer,
	"delivered_to_practitioner" integer,
	"open" boolean,
	CONSTRAINT "conversation_event_conversation_id_sequence_pk" PRIMARY KEY("conversation_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "telemedicine"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "telemedicine"."message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"sender" "telemedicine"."sender_kind" NOT NULL,
	"sender_id" uuid,
	"kind" "telemedicine"."content_kind" NOT NULL,
	"text" text,
	"file_id" uuid,
	"file_content_type" text,
	"file_bytes" integer,
	"file_width" integer,
	"file_height" integer,
	"file_duration_seconds" double precision,
	"client_id" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_conversationId_sequence_unique" UNIQUE("conversation_id","sequence"),
	CONSTRAINT "message_once" UNIQUE("conversation_id","sender","client_id"),
	CONSTRAINT "message_content" CHECK (("telemedicine"."message"."text" is null) <> ("telemedicine"."message"."file_id" is null))
);
--> statement-breakpoint
CREATE TABLE "telemedicine"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "telemedicine"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "telemedicine"."trace" (
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
ALTER TABLE "telemedicine"."conversation_event" ADD CONSTRAINT "conversation_event_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "telemedicine"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telemedicine"."conversation_event" ADD CONSTRAINT "conversation_event_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "telemedicine"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telemedicine"."message" ADD CONSTRAINT "message_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "telemedicine"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_patient_id_last_message_at_id_index" ON "telemedicine"."conversation" USING btree ("patient_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "conversation_practitioner_id_last_message_at_id_index" ON "telemedicine"."conversation" USING btree ("practitioner_id","last_message_at","id");--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "telemedicine"."trace" USING btree ("subject_id","at");
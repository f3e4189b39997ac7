CREATE TYPE "platform"."application_state" AS ENUM('PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN');--> statement-breakpoint
CREATE TYPE "platform"."practitioner_standing" AS ENUM('APPROVED', 'PENDING', 'REFUSED');--> statement-breakpoint
CREATE TABLE "platform"."practitioner_application" (
	"id" uuid PRIMARY KEY NOT NULL,
	"practitioner_id" uuid NOT NULL,
	"status" "platform"."application_state" NOT NULL,
	"proposed" jsonb NOT NULL,
	"documents" jsonb NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "platform"."directory_use" (
	"record_id" uuid NOT NULL,
	"by" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "directory_use_record_id_by_pk" PRIMARY KEY("record_id","by")
);
--> statement-breakpoint
DROP INDEX "platform"."job_one_running";--> statement-breakpoint
ALTER TABLE "platform"."department" ADD COLUMN "pinned" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."department" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."department" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD COLUMN "pinned" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "pinned" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "standing" "platform"."practitioner_standing" DEFAULT 'APPROVED' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."job" ADD COLUMN "scope" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."job" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "platform"."job" ADD COLUMN "file_bytes" integer;--> statement-breakpoint
ALTER TABLE "platform"."practitioner_application" ADD CONSTRAINT "practitioner_application_practitioner_id_practitioner_id_fk" FOREIGN KEY ("practitioner_id") REFERENCES "platform"."practitioner"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "application_one_pending" ON "platform"."practitioner_application" USING btree ("practitioner_id") WHERE "platform"."practitioner_application"."status" = 'PENDING';--> statement-breakpoint
CREATE INDEX "practitioner_application_status_submitted_at_id_index" ON "platform"."practitioner_application" USING btree ("status","submitted_at","id");--> statement-breakpoint
CREATE INDEX "practitioner_application_practitioner_id_submitted_at_index" ON "platform"."practitioner_application" USING btree ("practitioner_id","submitted_at");--> statement-breakpoint
CREATE INDEX "job_requested_by_created_at_index" ON "platform"."job" USING btree ("requested_by","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_one_running" ON "platform"."job" USING btree ("kind","scope") WHERE "platform"."job"."status" in ('QUEUED', 'RUNNING');--> statement-breakpoint
ALTER TABLE "platform"."department" ADD CONSTRAINT "department_not_its_own_parent" CHECK (parent_id <> id);--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD CONSTRAINT "institution_not_its_own_parent" CHECK (parent_id <> id);
CREATE TYPE "platform"."page_kind" AS ENUM('HOME', 'OUTPATIENT', 'INPATIENT', 'INTERNET_HOSPITAL', 'MINE', 'SPLASH');--> statement-breakpoint
CREATE TABLE "platform"."page" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "platform"."page_kind" NOT NULL,
	"node" text NOT NULL,
	"terminal" text NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_version" integer NOT NULL,
	"draft_changed_at" timestamp with time zone NOT NULL,
	"draft_changed_by" uuid,
	"draft_published" integer,
	"published_version" integer,
	"preview_token" text NOT NULL,
	CONSTRAINT "page_previewToken_unique" UNIQUE("preview_token"),
	CONSTRAINT "page_once" UNIQUE("kind","node","terminal")
);
--> statement-breakpoint
CREATE TABLE "platform"."page_image" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_id" uuid NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"kept_at" timestamp with time zone NOT NULL,
	"kept_by" uuid,
	CONSTRAINT "page_image_fileId_unique" UNIQUE("file_id"),
	CONSTRAINT "page_image_sized" CHECK (width > 0 and height > 0)
);
--> statement-breakpoint
CREATE TABLE "platform"."page_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"page_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid,
	"restored" integer,
	CONSTRAINT "page_version_once" UNIQUE("page_id","number")
);
--> statement-breakpoint
ALTER TABLE "platform"."page_version" ADD CONSTRAINT "page_version_page_id_page_id_fk" FOREIGN KEY ("page_id") REFERENCES "platform"."page"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "page_image_kept_at_index" ON "platform"."page_image" USING btree ("kept_at");--> statement-breakpoint
-- By hand: what was published never changes.
CREATE TRIGGER "page_version_append_only" BEFORE UPDATE OR DELETE ON "platform"."page_version" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "page_version_no_truncate" BEFORE TRUNCATE ON "platform"."page_version" FOR EACH STATEMENT EXECUTE FUNCTION "platform"."refuse_change"();

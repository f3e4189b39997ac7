CREATE TYPE "platform"."article_kind" AS ENUM('NEWS', 'KNOWLEDGE', 'LECTURE');--> statement-breakpoint
CREATE TYPE "platform"."article_state" AS ENUM('DRAFT', 'PUBLISHED', 'WITHDRAWN');--> statement-breakpoint
CREATE TYPE "platform"."banner_position" AS ENUM('HOME_TOP', 'HOME_MIDDLE', 'ARTICLES_TOP', 'SITE_TOP');--> statement-breakpoint
CREATE TYPE "platform"."hit_kind" AS ENUM('VIEW', 'CLICK', 'READ');--> statement-breakpoint
CREATE TYPE "platform"."site_page_key" AS ENUM('ABOUT', 'PROCESS');--> statement-breakpoint
CREATE TABLE "platform"."article" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "platform"."article_kind" NOT NULL,
	"category_id" uuid NOT NULL,
	"title" text NOT NULL,
	"summary" text,
	"author" text,
	"source" text,
	"cover_id" uuid,
	"body" text NOT NULL,
	"words" text NOT NULL,
	"media_url" text,
	"starts_at" timestamp with time zone,
	"place" text,
	"terminals" text[] DEFAULT '{}' NOT NULL,
	"status" "platform"."article_state" NOT NULL,
	"publish_at" timestamp with time zone,
	"unpublish_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."article_category" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sort_order" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "article_category_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "platform"."banner" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"picture_id" uuid NOT NULL,
	"link" text,
	"institution_id" uuid,
	"terminals" text[] DEFAULT '{}' NOT NULL,
	"position" "platform"."banner_position" NOT NULL,
	"from_at" timestamp with time zone,
	"until_at" timestamp with time zone,
	"sort_order" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."hit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" "platform"."hit_kind" NOT NULL,
	"day" text NOT NULL,
	"reader" text,
	CONSTRAINT "hit_once" UNIQUE("subject_id","kind","day","reader")
);
--> statement-breakpoint
CREATE TABLE "platform"."hit_count" (
	"subject_id" uuid NOT NULL,
	"kind" "platform"."hit_kind" NOT NULL,
	"day" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "hit_count_subject_id_kind_day_pk" PRIMARY KEY("subject_id","kind","day")
);
--> statement-breakpoint
CREATE TABLE "platform"."picture" (
	"id" uuid PRIMARY KEY NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid
);
--> statement-breakpoint
CREATE TABLE "platform"."site_page" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" "platform"."site_page_key" NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "site_page_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "platform"."institution" ADD COLUMN "intro" text;--> statement-breakpoint
ALTER TABLE "platform"."article" ADD CONSTRAINT "article_category_id_article_category_id_fk" FOREIGN KEY ("category_id") REFERENCES "platform"."article_category"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."article" ADD CONSTRAINT "article_cover_id_picture_id_fk" FOREIGN KEY ("cover_id") REFERENCES "platform"."picture"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."banner" ADD CONSTRAINT "banner_picture_id_picture_id_fk" FOREIGN KEY ("picture_id") REFERENCES "platform"."picture"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."banner" ADD CONSTRAINT "banner_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_status_publish_at_id_index" ON "platform"."article" USING btree ("status","publish_at","id");--> statement-breakpoint
CREATE INDEX "article_category_id_publish_at_index" ON "platform"."article" USING btree ("category_id","publish_at");--> statement-breakpoint
CREATE INDEX "article_updated_at_id_index" ON "platform"."article" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "banner_position_sort_order_id_index" ON "platform"."banner" USING btree ("position","sort_order","id");
-- Pictures of designed pages stand with all public pictures from here on, and pages name them by their file, as banners and texts do.
INSERT INTO "platform"."picture" ("id", "width", "height", "published_at", "published_by")
  SELECT "file_id", "width", "height", "kept_at", "kept_by" FROM "platform"."page_image" ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- What a version shows stays the same: only the picture's name changes.
ALTER TABLE "platform"."page_version" DISABLE TRIGGER "page_version_append_only";
--> statement-breakpoint
DO $$
DECLARE image record;
BEGIN
  FOR image IN SELECT "id"::text AS was, "file_id"::text AS now FROM "platform"."page_image" LOOP
    UPDATE "platform"."page" SET "draft" = replace("draft"::text, image.was, image.now)::jsonb WHERE position(image.was IN "draft"::text) > 0;
    UPDATE "platform"."page_version" SET "content" = replace("content"::text, image.was, image.now)::jsonb WHERE position(image.was IN "content"::text) > 0;
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "platform"."page_version" ENABLE TRIGGER "page_version_append_only";

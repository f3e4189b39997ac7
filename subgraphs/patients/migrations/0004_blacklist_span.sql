-- greatest() passes over nulls: an entry that nobody has lifted counted as empty.
ALTER TABLE "patients"."blacklist_entry" DROP CONSTRAINT "blacklist_entry_one";--> statement-breakpoint
ALTER TABLE "patients"."blacklist_entry" ADD CONSTRAINT "blacklist_entry_one" EXCLUDE USING gist ("account_id" WITH =, tstzrange("starts_at", CASE WHEN "lifted_at" IS NULL THEN "ends_at" ELSE least("ends_at", greatest("starts_at", "lifted_at")) END) WITH &&);

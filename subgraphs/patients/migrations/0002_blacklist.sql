CREATE TABLE "patients"."blacklist_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"listed_by" uuid,
	"lifted_at" timestamp with time zone,
	"lifted_by" uuid,
	"lift_reason" text,
	CONSTRAINT "blacklist_entry_span" CHECK ("patients"."blacklist_entry"."ends_at" > "patients"."blacklist_entry"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "patients"."configuration" (
	"key" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"values" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "patients"."patient" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "patients"."blacklist_entry" ADD CONSTRAINT "blacklist_entry_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "blacklist_entry_account_id_starts_at_index" ON "patients"."blacklist_entry" USING btree ("account_id","starts_at");--> statement-breakpoint
CREATE INDEX "blacklist_entry_starts_at_id_index" ON "patients"."blacklist_entry" USING btree ("starts_at","id");--> statement-breakpoint
-- Spans of one account never overlap: an entry that was lifted ends then.
ALTER TABLE "patients"."blacklist_entry" ADD CONSTRAINT "blacklist_entry_one" EXCLUDE USING gist ("account_id" WITH =, tstzrange("starts_at", least("ends_at", greatest("starts_at", "lifted_at"))) WITH &&);--> statement-breakpoint
CREATE INDEX "patient_name_trigrams" ON "patients"."patient" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "patient_created_at_id_index" ON "patients"."patient" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "patient_id_card_index_index" ON "patients"."patient" USING btree ("id_card_index");--> statement-breakpoint
CREATE INDEX "patient_record_number_index" ON "patients"."patient" USING btree ("record_number");

CREATE TABLE "clinical"."diagnosis" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"synonyms" text[] NOT NULL,
	"pinyin" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "diagnosis_system_code_unique" UNIQUE("system","code")
);
--> statement-breakpoint
DROP INDEX "clinical"."appointment_slot_id_index";--> statement-breakpoint
ALTER TABLE "clinical"."appointment" ADD COLUMN "holds_place" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "diagnosis_name_trgm" ON "clinical"."diagnosis" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "diagnosis_pinyin_trgm" ON "clinical"."diagnosis" USING gin ("pinyin" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "diagnosis_code_id_index" ON "clinical"."diagnosis" USING btree ("code","id");--> statement-breakpoint
CREATE INDEX "appointment_places" ON "clinical"."appointment" USING btree ("slot_id") WHERE holds_place;
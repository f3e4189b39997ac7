CREATE TABLE "prescriptions"."supplier" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"pinyin" text NOT NULL,
	"licence_number" text,
	"contact" text,
	"phone" text,
	"address" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "supplier_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "prescriptions"."drug" ADD COLUMN "supplier_id" uuid;--> statement-breakpoint
ALTER TABLE "prescriptions"."drug" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "supplier_name_id_index" ON "prescriptions"."supplier" USING btree ("name","id");--> statement-breakpoint
ALTER TABLE "prescriptions"."drug" ADD CONSTRAINT "drug_supplier_id_supplier_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "prescriptions"."supplier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drug_supplier_id_index" ON "prescriptions"."drug" USING btree ("supplier_id");
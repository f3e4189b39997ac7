ALTER TABLE "platform"."site_page" DROP CONSTRAINT "site_page_key_unique";--> statement-breakpoint
ALTER TABLE "platform"."article" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "platform"."site_page" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "platform"."article" ADD CONSTRAINT "article_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."site_page" ADD CONSTRAINT "site_page_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_institution_id_index" ON "platform"."article" USING btree ("institution_id");--> statement-breakpoint
ALTER TABLE "platform"."site_page" ADD CONSTRAINT "site_page_once" UNIQUE NULLS NOT DISTINCT("key","institution_id");
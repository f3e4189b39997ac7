ALTER TABLE "clinical"."published_text" ADD COLUMN "place" text DEFAULT '*' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."published_text" DROP CONSTRAINT "published_text_pkey";--> statement-breakpoint
ALTER TABLE "clinical"."published_text" ADD CONSTRAINT "published_text_text_key_place_pk" PRIMARY KEY("text_key","place");--> statement-breakpoint
ALTER TABLE "clinical"."consent_given" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "clinical"."consent_given" ADD COLUMN "for_institution_id" uuid;

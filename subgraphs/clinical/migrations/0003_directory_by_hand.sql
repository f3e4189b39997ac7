ALTER TABLE "clinical"."department" ALTER COLUMN "his_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."institution" ALTER COLUMN "his_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."practitioner" ALTER COLUMN "his_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."diagnosis" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."department" ADD COLUMN "enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."institution" ADD COLUMN "enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."practitioner" ADD COLUMN "enabled" boolean DEFAULT true NOT NULL;
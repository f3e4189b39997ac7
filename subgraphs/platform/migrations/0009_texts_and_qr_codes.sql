CREATE TYPE "platform"."qr_channel" AS ENUM('LINK', 'WECHAT_PERMANENT', 'WECHAT_TEMPORARY');--> statement-breakpoint
CREATE TYPE "platform"."qr_target" AS ENUM('DOCTOR', 'DEPARTMENT', 'ACCOUNT');--> statement-breakpoint
CREATE TYPE "platform"."text_kind" AS ENUM('PROMPT', 'CONSENT');--> statement-breakpoint
CREATE TABLE "platform"."outside_token" (
	"party" text PRIMARY KEY NOT NULL,
	"token" text,
	"expires_at" timestamp with time zone,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."qr_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"target" "platform"."qr_target" NOT NULL,
	"target_id" uuid,
	"channel" "platform"."qr_channel" NOT NULL,
	"campaign" text NOT NULL,
	"job_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"url" text,
	"holds_days" integer,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	CONSTRAINT "qr_code_code_unique" UNIQUE("code"),
	CONSTRAINT "qr_code_place" UNIQUE("job_id","place"),
	CONSTRAINT "qr_code_target_whole" CHECK ((target = 'ACCOUNT') = (target_id is null))
);
--> statement-breakpoint
CREATE TABLE "platform"."qr_scan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"day" date NOT NULL,
	"visitor" text NOT NULL,
	"new_follower" boolean NOT NULL,
	"once" text NOT NULL,
	CONSTRAINT "qr_scan_once" UNIQUE("code_id","once")
);
--> statement-breakpoint
CREATE TABLE "platform"."text_withdrawal" (
	"text_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" uuid
);
--> statement-breakpoint
ALTER TABLE "platform"."text" ADD COLUMN "kind" "platform"."text_kind" DEFAULT 'CONSENT' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."text" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "platform"."text" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "platform"."text" ADD COLUMN "published_by" uuid;--> statement-breakpoint
ALTER TABLE "platform"."qr_code" ADD CONSTRAINT "qr_code_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "platform"."job"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."qr_scan" ADD CONSTRAINT "qr_scan_code_id_qr_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "platform"."qr_code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."text_withdrawal" ADD CONSTRAINT "text_withdrawal_text_id_text_id_fk" FOREIGN KEY ("text_id") REFERENCES "platform"."text"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "qr_code_created_at_id_index" ON "platform"."qr_code" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "qr_code_target_id_index" ON "platform"."qr_code" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "qr_scan_day_index" ON "platform"."qr_scan" USING btree ("day");--> statement-breakpoint
CREATE INDEX "qr_scan_code_id_visitor_at_index" ON "platform"."qr_scan" USING btree ("code_id","visitor","at");--> statement-breakpoint
ALTER TABLE "platform"."text" ADD CONSTRAINT "text_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_text_id_index" ON "platform"."consent" USING btree ("text_id");--> statement-breakpoint
CREATE INDEX "text_institution_id_index" ON "platform"."text" USING btree ("institution_id");--> statement-breakpoint
-- Written by hand: of the texts that are there already, those that nobody agrees to are prompts. Published texts are append-only, so the guard steps aside for this.
ALTER TABLE "platform"."text" DISABLE TRIGGER "text_append_only";--> statement-breakpoint
UPDATE "platform"."text" SET "kind" = 'PROMPT' WHERE "key" LIKE '%.rules' OR "key" LIKE '%.notice';--> statement-breakpoint
ALTER TABLE "platform"."text" ENABLE TRIGGER "text_append_only";--> statement-breakpoint
CREATE TRIGGER "text_withdrawal_append_only" BEFORE UPDATE OR DELETE ON "platform"."text_withdrawal" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();

CREATE TYPE "finance"."channel_account_origin" AS ENUM('CONSOLE', 'CONNECTORS_FILE');--> statement-breakpoint
CREATE TYPE "finance"."payment_channel" AS ENUM('WECHATPAY', 'ALIPAY', 'UNIONPAY');--> statement-breakpoint
CREATE TYPE "finance"."test_charge_status" AS ENUM('STARTED', 'PAID', 'RETURNED', 'CLOSED');--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'CHANNEL_ALIPAY' BEFORE 'PATIENT_PREPAID';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'CHANNEL_UNIONPAY' BEFORE 'PATIENT_PREPAID';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'TEST_CHARGES' BEFORE 'PATIENT_PREPAID';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'TEST_CHARGE_RECEIVED';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'TEST_CHARGE_RETURNED';--> statement-breakpoint
ALTER TYPE "finance"."payment_method" ADD VALUE 'ALIPAY_WAP' BEFORE 'FREE';--> statement-breakpoint
ALTER TYPE "finance"."payment_method" ADD VALUE 'UNIONPAY_FRONT' BEFORE 'FREE';--> statement-breakpoint
CREATE TABLE "finance"."channel_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"institution_id" uuid,
	"channel" "finance"."payment_channel" NOT NULL,
	"origin" "finance"."channel_account_origin" DEFAULT 'CONSOLE' NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"parameters" jsonb NOT NULL,
	"secrets_sealed" text,
	"secret_marks" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."institution_place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid
);
--> statement-breakpoint
CREATE TABLE "finance"."offer_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business" text NOT NULL,
	"institution_id" uuid,
	"terminal" text,
	"supplier_id" uuid,
	"methods" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "offer_rule_of" UNIQUE NULLS NOT DISTINCT("business","institution_id","terminal","supplier_id")
);
--> statement-breakpoint
CREATE TABLE "finance"."test_charge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel_account_id" uuid NOT NULL,
	"number" text NOT NULL,
	"refund_number" text NOT NULL,
	"status" "finance"."test_charge_status" DEFAULT 'STARTED' NOT NULL,
	"amount_fen" bigint NOT NULL,
	"pay_url" text,
	"pay_form" jsonb,
	"started_by_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"returned_at" timestamp with time zone,
	"channel_transaction_id" text,
	"problem" text,
	CONSTRAINT "test_charge_number_unique" UNIQUE("number"),
	CONSTRAINT "test_charge_refundNumber_unique" UNIQUE("refund_number")
);
--> statement-breakpoint
ALTER TABLE "finance"."payment" ADD COLUMN "channel_account_id" uuid;--> statement-breakpoint
ALTER TABLE "finance"."payment" ADD COLUMN "pay_form" jsonb;--> statement-breakpoint
ALTER TABLE "finance"."test_charge" ADD CONSTRAINT "test_charge_channel_account_id_channel_account_id_fk" FOREIGN KEY ("channel_account_id") REFERENCES "finance"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "channel_account_in_use" ON "finance"."channel_account" USING btree (coalesce(institution_id, '00000000-0000-0000-0000-000000000000'),"channel") WHERE enabled;--> statement-breakpoint
CREATE INDEX "channel_account_created_at_id_index" ON "finance"."channel_account" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "test_charge_channel_account_id_started_at_index" ON "finance"."test_charge" USING btree ("channel_account_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "test_charge_live" ON "finance"."test_charge" USING btree ("channel_account_id") WHERE status in ('STARTED', 'PAID');--> statement-breakpoint
ALTER TABLE "finance"."payment" ADD CONSTRAINT "payment_channel_account_id_channel_account_id_fk" FOREIGN KEY ("channel_account_id") REFERENCES "finance"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_channel_account_id_index" ON "finance"."payment" USING btree ("channel_account_id");--> statement-breakpoint
-- Written by hand from here on.
-- The merchant whom the connectors file describes; everything that was paid so far went through it.
INSERT INTO "finance"."channel_account" (id, channel, origin, name, enabled, parameters, secret_marks, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-00000000c0de', 'WECHATPAY', 'CONNECTORS_FILE', '微信支付（部署配置）', true, '{}', '{}', now(), now());
--> statement-breakpoint
UPDATE "finance"."payment" SET channel_account_id = '00000000-0000-7000-8000-00000000c0de' WHERE method <> 'FREE';

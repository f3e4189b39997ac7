CREATE TYPE "finance"."difference_handling" AS ENUM('ADJUSTED', 'ACCEPTED');--> statement-breakpoint
CREATE TYPE "finance"."difference_status" AS ENUM('OPEN', 'HANDLED');--> statement-breakpoint
CREATE TYPE "finance"."reconciled_channel" AS ENUM('WECHATPAY', 'ALIPAY', 'UNIONPAY', 'INSURANCE', 'HOSPITAL_CARD', 'HIS');--> statement-breakpoint
ALTER TYPE "finance"."difference_subject" ADD VALUE 'ORDER';--> statement-breakpoint
ALTER TYPE "finance"."difference_subject" ADD VALUE 'ORDER_REFUND';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'HIS_SETTLEMENT';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'RECONCILIATION_DIFFERENCES';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'RECONCILIATION_ADJUSTED';--> statement-breakpoint
ALTER TYPE "finance"."refund_status" ADD VALUE 'DECLINED';--> statement-breakpoint
ALTER TYPE "finance"."deposit_status" ADD VALUE 'REFUNDED';--> statement-breakpoint
CREATE TABLE "finance"."closed_day" (
	"day" date PRIMARY KEY NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by_id" uuid
);
--> statement-breakpoint
ALTER TABLE "finance"."reconciliation" DROP CONSTRAINT "reconciliation_day_unique";--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" DROP CONSTRAINT "difference_once";--> statement-breakpoint
ALTER TABLE "finance"."reconciliation" ALTER COLUMN "fund_flow_fen" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation" ADD COLUMN "channel" "finance"."reconciled_channel" DEFAULT 'WECHATPAY' NOT NULL;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "status" "finance"."difference_status" DEFAULT 'OPEN' NOT NULL;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "booked_fen" bigint;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "order_id" uuid;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "handling" "finance"."difference_handling";--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "adjusted_fen" bigint;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "handled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD COLUMN "handled_by_id" uuid;--> statement-breakpoint
ALTER TABLE "finance"."refund" ADD COLUMN "told_as" text;--> statement-breakpoint
ALTER TABLE "finance"."refund" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "finance"."refund_request" ADD COLUMN "his_refusal" text;--> statement-breakpoint
CREATE UNIQUE INDEX "difference_open_once" ON "finance"."reconciliation_difference" USING btree ("reconciliation_id","subject","number","kind") WHERE status = 'OPEN';--> statement-breakpoint
CREATE INDEX "difference_of" ON "finance"."reconciliation_difference" USING btree ("reconciliation_id","status","number","id");--> statement-breakpoint
CREATE INDEX "refund_told_as_index" ON "finance"."refund" USING btree ("told_as");--> statement-breakpoint
ALTER TABLE "finance"."reconciliation" ADD CONSTRAINT "reconciliation_once" UNIQUE("day","channel");
--> statement-breakpoint
-- Written by hand from here on.
-- The books of a closed day take nothing more, whoever books; and a day that was closed stays so.
CREATE FUNCTION "finance"."refuse_closed_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "finance"."closed_day" WHERE day = (NEW.at AT TIME ZONE 'Asia/Shanghai')::date) THEN
    RAISE EXCEPTION 'the books of % are closed', (NEW.at AT TIME ZONE 'Asia/Shanghai')::date USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_day_open';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_transaction_day_open" BEFORE INSERT ON "finance"."ledger_transaction" FOR EACH ROW EXECUTE FUNCTION "finance"."refuse_closed_day"();
--> statement-breakpoint
CREATE TRIGGER "ledger_entry_day_open" BEFORE INSERT ON "finance"."ledger_entry" FOR EACH ROW EXECUTE FUNCTION "finance"."refuse_closed_day"();
--> statement-breakpoint
CREATE TRIGGER "closed_day_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "finance"."closed_day"
  FOR EACH STATEMENT EXECUTE FUNCTION "finance"."refuse_change"();

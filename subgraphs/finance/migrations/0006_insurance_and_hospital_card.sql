CREATE TYPE "finance"."allocation_leg" AS ENUM('INSURANCE', 'OWN');--> statement-breakpoint
CREATE TYPE "finance"."insurance_status" AS ENUM('PRESETTLED', 'SETTLED', 'REVERSED', 'FAILED');--> statement-breakpoint
CREATE TYPE "finance"."card_top_up_status" AS ENUM('ORDERED', 'CREDITED', 'REFUSED');--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'INSURANCE_FUND';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'INSURANCE_ACCOUNT';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'HOSPITAL_CARD_DEPOSITS';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'INSURANCE_FUND_SETTLED';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'INSURANCE_ACCOUNT_SETTLED';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'INSURANCE_APPLIED';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'INSURANCE_FUND_REVERSED';--> statement-breakpoint
ALTER TYPE "finance"."ledger_fact" ADD VALUE 'INSURANCE_ACCOUNT_REVERSED';--> statement-breakpoint
ALTER TYPE "finance"."order_kind" ADD VALUE 'CARD_TOP_UP';--> statement-breakpoint
ALTER TYPE "finance"."payment_method" ADD VALUE 'HOSPITAL_CARD' BEFORE 'FREE';--> statement-breakpoint
ALTER TYPE "finance"."payment_method" ADD VALUE 'INSURANCE' BEFORE 'FREE';--> statement-breakpoint
CREATE TABLE "finance"."card_top_up" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"status" "finance"."card_top_up_status" DEFAULT 'ORDERED' NOT NULL,
	"amount_fen" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"credited_at" timestamp with time zone,
	"serial" text,
	CONSTRAINT "card_top_up_orderId_unique" UNIQUE("order_id")
);
--> statement-breakpoint
CREATE TABLE "finance"."insurance_settlement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"order_id" uuid NOT NULL,
	"payment_id" uuid,
	"status" "finance"."insurance_status" DEFAULT 'PRESETTLED' NOT NULL,
	"total_fen" bigint NOT NULL,
	"fund_fen" bigint NOT NULL,
	"account_fen" bigint NOT NULL,
	"cash_fen" bigint NOT NULL,
	"pay_ord_id" text NOT NULL,
	"pay_token" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"good_until" timestamp with time zone NOT NULL,
	"settlement_number" text,
	"settled_at" timestamp with time zone,
	"reversed_at" timestamp with time zone,
	"failure_reason" text,
	CONSTRAINT "insurance_settlement_number_unique" UNIQUE("number"),
	CONSTRAINT "insurance_settlement_paymentId_unique" UNIQUE("payment_id"),
	CONSTRAINT "insurance_split" CHECK (total_fen = fund_fen + account_fen + cash_fen and fund_fen >= 0 and account_fen >= 0 and cash_fen >= 0)
);
--> statement-breakpoint
DROP INDEX "finance"."allocation_one_claim";--> statement-breakpoint
ALTER TABLE "finance"."allocation" ADD COLUMN "leg" "finance"."allocation_leg" DEFAULT 'OWN' NOT NULL;--> statement-breakpoint
ALTER TABLE "finance"."insurance_settlement" ADD CONSTRAINT "insurance_settlement_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "finance"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."insurance_settlement" ADD CONSTRAINT "insurance_settlement_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "finance"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "card_top_up_patient_id_created_at_index" ON "finance"."card_top_up" USING btree ("patient_id","created_at");--> statement-breakpoint
CREATE INDEX "insurance_settlement_order_id_created_at_index" ON "finance"."insurance_settlement" USING btree ("order_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "allocation_one_claim" ON "finance"."allocation" USING btree ("order_id","leg") WHERE claim in ('HELD', 'APPLIED');
--> statement-breakpoint
-- Written by hand from here on.
-- An order may be paid by the insurer and the payer together: what it earned is told under the insurer's payment, the first of its legs.
CREATE OR REPLACE VIEW "finance"."money_moved" AS
SELECT e.id, (e.at AT TIME ZONE 'Asia/Shanghai')::date AS day, o.kind::text AS kind, o.institution_id, o.department_id, o.practitioner_id, p.method::text AS method,
  CASE e.account WHEN 'PATIENT_PREPAID' THEN e.debit_fen ELSE 0 END AS paid_fen, CASE e.account WHEN 'REFUND_PAYABLE' THEN e.debit_fen ELSE 0 END AS refunded_fen, 0::bigint AS earned_fen
FROM "finance"."ledger_entry" e JOIN "finance"."order" o ON o.id = e.order_id LEFT JOIN "finance"."payment" p ON p.id = e.payment_id
WHERE e.account IN ('PATIENT_PREPAID', 'REFUND_PAYABLE') AND e.debit_fen > 0
UNION ALL
SELECT e.id, (e.at AT TIME ZONE 'Asia/Shanghai')::date, o.kind::text, o.institution_id, o.department_id, o.practitioner_id, p.method::text, 0, 0, e.credit_fen - e.debit_fen
FROM "finance"."ledger_entry" e JOIN "finance"."order" o ON o.id = e.order_id
LEFT JOIN LATERAL (SELECT a.payment_id FROM "finance"."allocation" a WHERE a.order_id = o.id AND a.claim = 'APPLIED' ORDER BY a.leg LIMIT 1) a ON true LEFT JOIN "finance"."payment" p ON p.id = a.payment_id
WHERE left(e.account::text, 8) = 'REVENUE_';
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "finance"."tally_income"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earned bigint := CASE WHEN left(NEW.account::text, 8) = 'REVENUE_' THEN NEW.credit_fen - NEW.debit_fen ELSE 0 END;
  paid bigint := CASE NEW.account WHEN 'PATIENT_PREPAID' THEN NEW.debit_fen ELSE 0 END;
  refunded bigint := CASE NEW.account WHEN 'REFUND_PAYABLE' THEN NEW.debit_fen ELSE 0 END;
  paid_with uuid := CASE WHEN earned = 0 THEN NEW.payment_id ELSE (SELECT a.payment_id FROM "finance"."allocation" a WHERE a.order_id = NEW.order_id AND a.claim = 'APPLIED' ORDER BY a.leg LIMIT 1) END;
BEGIN
  INSERT INTO "finance"."income_tally" (day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds)
  SELECT (NEW.at AT TIME ZONE 'Asia/Shanghai')::date, o.kind::text, o.institution_id, o.department_id, o.practitioner_id,
    (SELECT p.method::text FROM "finance"."payment" p WHERE p.id = paid_with), paid, refunded, earned, (paid > 0)::int, (refunded > 0)::int
  FROM "finance"."order" o WHERE o.id = NEW.order_id;
  RETURN NULL;
END $$;

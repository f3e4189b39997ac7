CREATE TABLE "finance"."directory_name" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."income_figure" (
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"institution_id" uuid,
	"department_id" uuid,
	"practitioner_id" uuid,
	"method" text,
	"paid_fen" bigint NOT NULL,
	"refunded_fen" bigint NOT NULL,
	"earned_fen" bigint NOT NULL,
	"payments" integer NOT NULL,
	"refunds" integer NOT NULL,
	CONSTRAINT "income_figure_of" UNIQUE NULLS NOT DISTINCT("day","kind","institution_id","department_id","practitioner_id","method")
);
--> statement-breakpoint
CREATE TABLE "finance"."income_tally" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "finance"."income_tally_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"institution_id" uuid,
	"department_id" uuid,
	"practitioner_id" uuid,
	"method" text,
	"paid_fen" bigint NOT NULL,
	"refunded_fen" bigint NOT NULL,
	"earned_fen" bigint NOT NULL,
	"payments" integer NOT NULL,
	"refunds" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "income_tally_day_index" ON "finance"."income_tally" USING btree ("day");--> statement-breakpoint
CREATE INDEX "ledger_entry_moved_at" ON "finance"."ledger_entry" USING btree ("at","order_id","payment_id") WHERE account in ('PATIENT_PREPAID', 'REFUND_PAYABLE') and debit_fen > 0;--> statement-breakpoint
CREATE INDEX "ledger_entry_moved_payment" ON "finance"."ledger_entry" USING btree ("payment_id") WHERE account in ('PATIENT_PREPAID', 'REFUND_PAYABLE') and debit_fen > 0;--> statement-breakpoint
CREATE INDEX "order_kind_created_at_id_index" ON "finance"."order" USING btree ("kind","created_at","id");--> statement-breakpoint
CREATE INDEX "order_status_created_at_id_index" ON "finance"."order" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "order_institution_id_created_at_id_index" ON "finance"."order" USING btree ("institution_id","created_at","id");--> statement-breakpoint
CREATE INDEX "order_department_id_created_at_id_index" ON "finance"."order" USING btree ("department_id","created_at","id");--> statement-breakpoint
CREATE INDEX "order_practitioner_id_created_at_id_index" ON "finance"."order" USING btree ("practitioner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "order_number_beginning" ON "finance"."order" USING btree ("number" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "payment_status_created_at_id_index" ON "finance"."payment" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_method_created_at_id_index" ON "finance"."payment" USING btree ("method","created_at","id");--> statement-breakpoint
CREATE INDEX "payment_number_beginning" ON "finance"."payment" USING btree ("number" text_pattern_ops);--> statement-breakpoint
-- Written by hand from here on.
-- What came from payers and went back to them, and what was earned, each entry with what its order was for. Receipts are seen where an order,
-- or the way back, takes them: in the same transaction as they came, and to the fen as much as the channel's account moved.
CREATE VIEW "finance"."money_moved" AS
SELECT e.id, (e.at AT TIME ZONE 'Asia/Shanghai')::date AS day, o.kind::text AS kind, o.institution_id, o.department_id, o.practitioner_id, p.method::text AS method,
  CASE e.account WHEN 'PATIENT_PREPAID' THEN e.debit_fen ELSE 0 END AS paid_fen, CASE e.account WHEN 'REFUND_PAYABLE' THEN e.debit_fen ELSE 0 END AS refunded_fen, 0::bigint AS earned_fen
FROM "finance"."ledger_entry" e JOIN "finance"."order" o ON o.id = e.order_id LEFT JOIN "finance"."payment" p ON p.id = e.payment_id
WHERE e.account IN ('PATIENT_PREPAID', 'REFUND_PAYABLE') AND e.debit_fen > 0
UNION ALL
SELECT e.id, (e.at AT TIME ZONE 'Asia/Shanghai')::date, o.kind::text, o.institution_id, o.department_id, o.practitioner_id, p.method::text, 0, 0, e.credit_fen - e.debit_fen
FROM "finance"."ledger_entry" e JOIN "finance"."order" o ON o.id = e.order_id
LEFT JOIN "finance"."allocation" a ON a.order_id = o.id AND a.claim = 'APPLIED' LEFT JOIN "finance"."payment" p ON p.id = a.payment_id
WHERE left(e.account::text, 8) = 'REVENUE_';
--> statement-breakpoint
-- The figures follow the ledger whoever books: they cannot be written past it.
CREATE FUNCTION "finance"."tally_income"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earned bigint := CASE WHEN left(NEW.account::text, 8) = 'REVENUE_' THEN NEW.credit_fen - NEW.debit_fen ELSE 0 END;
  paid bigint := CASE NEW.account WHEN 'PATIENT_PREPAID' THEN NEW.debit_fen ELSE 0 END;
  refunded bigint := CASE NEW.account WHEN 'REFUND_PAYABLE' THEN NEW.debit_fen ELSE 0 END;
  paid_with uuid := CASE WHEN earned = 0 THEN NEW.payment_id ELSE (SELECT a.payment_id FROM "finance"."allocation" a WHERE a.order_id = NEW.order_id AND a.claim = 'APPLIED') END;
BEGIN
  INSERT INTO "finance"."income_tally" (day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds)
  SELECT (NEW.at AT TIME ZONE 'Asia/Shanghai')::date, o.kind::text, o.institution_id, o.department_id, o.practitioner_id,
    (SELECT p.method::text FROM "finance"."payment" p WHERE p.id = paid_with), paid, refunded, earned, (paid > 0)::int, (refunded > 0)::int
  FROM "finance"."order" o WHERE o.id = NEW.order_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_entry_income" AFTER INSERT ON "finance"."ledger_entry" FOR EACH ROW
  WHEN ((NEW.account IN ('PATIENT_PREPAID', 'REFUND_PAYABLE') AND NEW.debit_fen > 0) OR left(NEW.account::text, 8) = 'REVENUE_')
  EXECUTE FUNCTION "finance"."tally_income"();
--> statement-breakpoint
-- What was booked before the figures were kept.
INSERT INTO "finance"."income_figure" (day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds)
SELECT day, kind, institution_id, department_id, practitioner_id, method, sum(paid_fen), sum(refunded_fen), sum(earned_fen), count(*) FILTER (WHERE paid_fen > 0), count(*) FILTER (WHERE refunded_fen > 0)
FROM "finance"."money_moved" GROUP BY 1, 2, 3, 4, 5, 6;

-- The ledger is append-only: entries are corrected by new ones.
CREATE FUNCTION "finance"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "finance"."ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "finance"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "ledger_transaction_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "finance"."ledger_transaction"
  FOR EACH STATEMENT EXECUTE FUNCTION "finance"."refuse_change"();
--> statement-breakpoint
-- At commit every fact balances, and has entries at all.
CREATE FUNCTION "finance"."require_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fact_id uuid := CASE TG_TABLE_NAME WHEN 'ledger_transaction' THEN (to_jsonb(NEW)->>'id')::uuid ELSE (to_jsonb(NEW)->>'transaction_id')::uuid END;
  difference numeric;
BEGIN
  SELECT sum(debit_fen) - sum(credit_fen) INTO difference FROM "finance"."ledger_entry" WHERE transaction_id = fact_id;
  IF difference IS DISTINCT FROM 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', fact_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "ledger_entry_balance" AFTER INSERT ON "finance"."ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "finance"."require_balance"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "ledger_transaction_balance" AFTER INSERT ON "finance"."ledger_transaction"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "finance"."require_balance"();
--> statement-breakpoint
-- The parts of a payment sum to it, to the fen.
CREATE FUNCTION "finance"."require_allocations"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid uuid := CASE TG_TABLE_NAME WHEN 'payment' THEN (to_jsonb(NEW)->>'id')::uuid ELSE (to_jsonb(NEW)->>'payment_id')::uuid END;
  difference numeric;
BEGIN
  SELECT p.amount_fen - coalesce((SELECT sum(a.amount_fen) FROM "finance"."allocation" a WHERE a.payment_id = p.id), -1) INTO difference
    FROM "finance"."payment" p WHERE p.id = paid;
  IF difference IS DISTINCT FROM 0 THEN
    RAISE EXCEPTION 'allocations of payment % do not sum to it', paid USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "payment_allocations" AFTER INSERT ON "finance"."payment"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "finance"."require_allocations"();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "allocation_sum" AFTER INSERT OR UPDATE OF amount_fen ON "finance"."allocation"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "finance"."require_allocations"();

CREATE INDEX "ledger_entry_payment_id_index" ON "finance"."ledger_entry" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_account_at_id_index" ON "finance"."ledger_entry" USING btree ("account","at","id");--> statement-breakpoint
CREATE INDEX "ledger_transaction_fact_at_index" ON "finance"."ledger_transaction" USING btree ("fact","at");--> statement-breakpoint
CREATE INDEX "reconciliation_difference_number_index" ON "finance"."reconciliation_difference" USING btree ("number");
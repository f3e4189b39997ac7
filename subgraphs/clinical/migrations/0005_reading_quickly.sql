DROP INDEX "clinical"."appointment_unpaid";--> statement-breakpoint
CREATE INDEX "diagnosis_code_trgm" ON "clinical"."diagnosis" USING gin ("code" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "appointment_live_of_account" ON "clinical"."appointment" USING btree ("account_id") WHERE status in ('HELD', 'CONFIRMING', 'BOOKED', 'ARRIVED');--> statement-breakpoint
-- By hand: comparing by bytes instead of by the Chinese order costs a search a tenth.
ALTER TABLE "clinical"."diagnosis" ALTER COLUMN "code" TYPE text COLLATE "C", ALTER COLUMN "name" TYPE text COLLATE "C", ALTER COLUMN "pinyin" TYPE text COLLATE "C";

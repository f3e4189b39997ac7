CREATE TYPE "finance"."difference_kind" AS ENUM('MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS', 'STATUS_DIFFERS');--> statement-breakpoint
CREATE TYPE "finance"."difference_subject" AS ENUM('PAYMENT', 'REFUND', 'LEDGER', 'FUND_FLOW');--> statement-breakpoint
CREATE TABLE "finance"."reconciliation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"runs" integer NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	"orders_fen" bigint NOT NULL,
	"ledger_fen" bigint NOT NULL,
	"trade_bill_fen" bigint NOT NULL,
	"fund_flow_fen" bigint NOT NULL,
	"fee_fen" bigint NOT NULL,
	"payments" integer NOT NULL,
	"refunds" integer NOT NULL,
	CONSTRAINT "reconciliation_day_unique" UNIQUE("day")
);
--> statement-breakpoint
CREATE TABLE "finance"."reconciliation_difference" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reconciliation_id" uuid NOT NULL,
	"kind" "finance"."difference_kind" NOT NULL,
	"subject" "finance"."difference_subject" NOT NULL,
	"number" text NOT NULL,
	"here_fen" bigint,
	"there_fen" bigint,
	"here_status" text,
	"there_status" text,
	"payment_id" uuid,
	"refund_id" uuid,
	CONSTRAINT "difference_once" UNIQUE("reconciliation_id","subject","number","kind")
);
--> statement-breakpoint
ALTER TABLE "finance"."reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_reconciliation_id_reconciliation_id_fk" FOREIGN KEY ("reconciliation_id") REFERENCES "finance"."reconciliation"("id") ON DELETE no action ON UPDATE no action;
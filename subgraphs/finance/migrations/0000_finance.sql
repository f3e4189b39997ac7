CREATE SCHEMA "finance";
--> statement-breakpoint
CREATE TYPE "finance"."allocation_claim" AS ENUM('HELD', 'APPLIED', 'RELEASED', 'SURPLUS');--> statement-breakpoint
CREATE TYPE "finance"."ledger_account" AS ENUM('CHANNEL_WECHAT', 'PATIENT_PREPAID', 'ORDER_LIABILITY', 'REFUND_PAYABLE', 'REVENUE_REGISTRATION', 'REVENUE_CONSULTATION');--> statement-breakpoint
CREATE TYPE "finance"."ledger_fact" AS ENUM('PAYMENT_RECEIVED', 'ORDER_PAID', 'ORDER_DELIVERED', 'REFUND_REQUESTED', 'REFUND_PAID');--> statement-breakpoint
CREATE TYPE "finance"."order_kind" AS ENUM('REGISTRATION', 'CONSULTATION');--> statement-breakpoint
CREATE TYPE "finance"."order_status" AS ENUM('OPEN', 'PAID', 'FULFILLED', 'CLOSED', 'CANCELLED', 'EXPIRED', 'REFUNDING', 'REFUNDED', 'PARTLY_REFUNDED');--> statement-breakpoint
CREATE TYPE "finance"."payment_method" AS ENUM('WECHAT_JSAPI', 'WECHAT_H5', 'WECHAT_NATIVE', 'FREE');--> statement-breakpoint
CREATE TYPE "finance"."payment_status" AS ENUM('CREATED', 'PENDING', 'SUCCEEDED', 'FAILED', 'CLOSED');--> statement-breakpoint
CREATE TYPE "finance"."refund_cause" AS ENUM('PLATFORM', 'WITHDRAWN', 'SURPLUS');--> statement-breakpoint
CREATE TYPE "finance"."refund_status" AS ENUM('REQUESTED', 'SENT', 'SUCCEEDED', 'FAILED');--> statement-breakpoint
CREATE TABLE "finance"."alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"payment_id" uuid,
	"refund_id" uuid,
	"detail" jsonb NOT NULL,
	CONSTRAINT "alert_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "finance"."allocation" (
	"payment_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"claim" "finance"."allocation_claim" DEFAULT 'HELD' NOT NULL,
	"refund_requested_fen" bigint DEFAULT 0 NOT NULL,
	"refunded_fen" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "allocation_payment_id_order_id_pk" PRIMARY KEY("payment_id","order_id"),
	CONSTRAINT "allocation_amount" CHECK (amount_fen >= 0),
	CONSTRAINT "allocation_refund" CHECK (0 <= refunded_fen and refunded_fen <= refund_requested_fen and refund_requested_fen <= amount_fen)
);
--> statement-breakpoint
CREATE TABLE "finance"."early_withdrawal" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."inbox" (
	"key" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."ledger_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"transaction_id" uuid NOT NULL,
	"account" "finance"."ledger_account" NOT NULL,
	"debit_fen" bigint DEFAULT 0 NOT NULL,
	"credit_fen" bigint DEFAULT 0 NOT NULL,
	"order_id" uuid,
	"payment_id" uuid,
	"refund_id" uuid,
	"memo" text NOT NULL,
	CONSTRAINT "ledger_entry_one_side" CHECK ((debit_fen > 0 and credit_fen = 0) or (debit_fen = 0 and credit_fen > 0))
);
--> statement-breakpoint
CREATE TABLE "finance"."ledger_transaction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"fact" "finance"."ledger_fact" NOT NULL,
	"fact_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_fact_once" UNIQUE("fact","fact_id")
);
--> statement-breakpoint
CREATE TABLE "finance"."order" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" "finance"."order_kind" NOT NULL,
	"status" "finance"."order_status" DEFAULT 'OPEN' NOT NULL,
	"title" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"refund_requested_fen" bigint DEFAULT 0 NOT NULL,
	"refunded_fen" bigint DEFAULT 0 NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"institution_id" uuid,
	"department_id" uuid,
	"practitioner_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"pay_until" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "order_number_unique" UNIQUE("number"),
	CONSTRAINT "order_subject" UNIQUE("subject_type","subject_id"),
	CONSTRAINT "order_amount" CHECK (amount_fen >= 0),
	CONSTRAINT "order_refund" CHECK (0 <= refunded_fen and refunded_fen <= refund_requested_fen and refund_requested_fen <= amount_fen)
);
--> statement-breakpoint
CREATE TABLE "finance"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "finance"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone,
	"job_key" text
);
--> statement-breakpoint
CREATE TABLE "finance"."payment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"method" "finance"."payment_method" NOT NULL,
	"status" "finance"."payment_status" NOT NULL,
	"amount_fen" bigint NOT NULL,
	"account_id" uuid NOT NULL,
	"description" text NOT NULL,
	"channel_transaction_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"succeeded_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"linked_at" timestamp with time zone,
	"pay_url" text,
	"jsapi_params" jsonb,
	"code_url" text,
	CONSTRAINT "payment_number_unique" UNIQUE("number"),
	CONSTRAINT "payment_channelTransactionId_unique" UNIQUE("channel_transaction_id"),
	CONSTRAINT "payment_amount" CHECK (amount_fen >= 0)
);
--> statement-breakpoint
CREATE TABLE "finance"."refund" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"edition" integer DEFAULT 0 NOT NULL,
	"order_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"status" "finance"."refund_status" DEFAULT 'REQUESTED' NOT NULL,
	"cause" "finance"."refund_cause" NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"client_key" text NOT NULL,
	"requested_by_kind" text NOT NULL,
	"requested_by_id" text,
	"requested_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"succeeded_at" timestamp with time zone,
	"channel_refund_id" text,
	"failure_reason" text,
	CONSTRAINT "refund_number_unique" UNIQUE("number"),
	CONSTRAINT "refund_client_key" UNIQUE("order_id","client_key"),
	CONSTRAINT "refund_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "finance"."trace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"action" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"request_id" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
ALTER TABLE "finance"."allocation" ADD CONSTRAINT "allocation_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "finance"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."allocation" ADD CONSTRAINT "allocation_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "finance"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_ledger_transaction_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "finance"."ledger_transaction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."refund" ADD CONSTRAINT "refund_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "finance"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."refund" ADD CONSTRAINT "refund_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "finance"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_at_id_index" ON "finance"."alert" USING btree ("at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "allocation_one_claim" ON "finance"."allocation" USING btree ("order_id") WHERE claim in ('HELD', 'APPLIED');--> statement-breakpoint
CREATE INDEX "allocation_order_id_index" ON "finance"."allocation" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_transaction_id_index" ON "finance"."ledger_entry" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_order_id_index" ON "finance"."ledger_entry" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_at_id_index" ON "finance"."ledger_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "order_account_id_created_at_index" ON "finance"."order" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "order_patient_id_created_at_index" ON "finance"."order" USING btree ("patient_id","created_at");--> statement-breakpoint
CREATE INDEX "order_created_at_id_index" ON "finance"."order" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "order_open" ON "finance"."order" USING btree ("pay_until") WHERE status = 'OPEN';--> statement-breakpoint
CREATE INDEX "payment_account_id_created_at_index" ON "finance"."payment" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "payment_created_at_id_index" ON "finance"."payment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payment_live" ON "finance"."payment" USING btree ("expires_at") WHERE status in ('CREATED', 'PENDING');--> statement-breakpoint
CREATE INDEX "refund_order_id_index" ON "finance"."refund" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refund_payment_id_index" ON "finance"."refund" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refund_live" ON "finance"."refund" USING btree ("requested_at") WHERE status in ('REQUESTED', 'SENT');--> statement-breakpoint
CREATE INDEX "trace_subject_id_at_index" ON "finance"."trace" USING btree ("subject_id","at");
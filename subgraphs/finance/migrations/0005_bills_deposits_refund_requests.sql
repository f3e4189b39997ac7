CREATE TYPE "finance"."bill_status" AS ENUM('UNPAID', 'ORDERED', 'SETTLING', 'SETTLED', 'PAID_AT_COUNTER', 'VOID', 'REFUNDED');--> statement-breakpoint
CREATE TYPE "finance"."deposit_status" AS ENUM('AWAITING_PAYMENT', 'PLACING', 'PLACED', 'REFUSED', 'CLOSED');--> statement-breakpoint
CREATE TYPE "finance"."refund_reason" AS ENUM('NOT_NEEDED', 'WRONG_ITEM', 'NOT_SERVED', 'DUPLICATE', 'OTHER');--> statement-breakpoint
CREATE TYPE "finance"."refund_request_status" AS ENUM('PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'COMPLETED');--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'REVENUE_OUTPATIENT';--> statement-breakpoint
ALTER TYPE "finance"."ledger_account" ADD VALUE 'INPATIENT_DEPOSITS';--> statement-breakpoint
ALTER TYPE "finance"."order_kind" ADD VALUE 'OUTPATIENT_BILL';--> statement-breakpoint
ALTER TYPE "finance"."order_kind" ADD VALUE 'INPATIENT_DEPOSIT';--> statement-breakpoint
ALTER TYPE "finance"."refund_cause" ADD VALUE 'REQUESTED' BEFORE 'WITHDRAWN';--> statement-breakpoint
CREATE TABLE "finance"."configuration" (
	"key" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"values" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."outpatient_bill" (
	"id" uuid PRIMARY KEY NOT NULL,
	"his_bill_id" text NOT NULL,
	"his_version" text NOT NULL,
	"status" "finance"."bill_status" DEFAULT 'UNPAID' NOT NULL,
	"number" text NOT NULL,
	"patient_id" uuid NOT NULL,
	"institution_id" uuid,
	"department_id" uuid,
	"department_name" text NOT NULL,
	"practitioner_name" text,
	"title" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"lines" jsonb NOT NULL,
	"guide" text,
	"issued_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"order_id" uuid,
	"receipt_number" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "outpatient_bill_hisBillId_unique" UNIQUE("his_bill_id"),
	CONSTRAINT "outpatient_bill_orderId_unique" UNIQUE("order_id")
);
--> statement-breakpoint
CREATE TABLE "finance"."patient_record" (
	"patient_id" uuid PRIMARY KEY NOT NULL,
	"his_patient_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finance"."inpatient_deposit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "finance"."deposit_status" DEFAULT 'AWAITING_PAYMENT' NOT NULL,
	"order_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"his_account_id" text NOT NULL,
	"admission_number" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"client_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"receipt_number" text,
	"placed_at" timestamp with time zone,
	CONSTRAINT "inpatient_deposit_orderId_unique" UNIQUE("order_id"),
	CONSTRAINT "inpatient_deposit_once" UNIQUE("account_id","client_key"),
	CONSTRAINT "inpatient_deposit_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "finance"."refund_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "finance"."refund_request_status" DEFAULT 'PENDING' NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" "finance"."order_kind" NOT NULL,
	"institution_id" uuid,
	"account_id" uuid NOT NULL,
	"reason" "finance"."refund_reason" NOT NULL,
	"words" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" text,
	"answer" text,
	"refund_id" uuid,
	CONSTRAINT "refund_request_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "finance"."order" DROP CONSTRAINT "order_subject";--> statement-breakpoint
ALTER TABLE "finance"."directory_name" ADD COLUMN "his_id" text;--> statement-breakpoint
ALTER TABLE "finance"."directory_name" ADD COLUMN "institution_id" uuid;--> statement-breakpoint
ALTER TABLE "finance"."order" ADD COLUMN "refund_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "finance"."refund_request" ADD CONSTRAINT "refund_request_order_id_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "finance"."order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finance"."refund_request" ADD CONSTRAINT "refund_request_refund_id_refund_id_fk" FOREIGN KEY ("refund_id") REFERENCES "finance"."refund"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outpatient_bill_patient_id_issued_at_id_index" ON "finance"."outpatient_bill" USING btree ("patient_id","issued_at","id");--> statement-breakpoint
CREATE INDEX "inpatient_deposit_patient_id_created_at_id_index" ON "finance"."inpatient_deposit" USING btree ("patient_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_request_one_live" ON "finance"."refund_request" USING btree ("order_id") WHERE status in ('PENDING', 'APPROVED');--> statement-breakpoint
CREATE INDEX "refund_request_requested_at_id_index" ON "finance"."refund_request" USING btree ("requested_at","id");--> statement-breakpoint
CREATE INDEX "refund_request_status_requested_at_id_index" ON "finance"."refund_request" USING btree ("status","requested_at","id");--> statement-breakpoint
CREATE INDEX "refund_request_order_id_index" ON "finance"."refund_request" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "directory_name_his_id_index" ON "finance"."directory_name" USING btree ("his_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_subject" ON "finance"."order" USING btree ("subject_type","subject_id") WHERE status not in ('CANCELLED', 'EXPIRED', 'REFUNDING', 'REFUNDED');--> statement-breakpoint
CREATE INDEX "order_subject_id_created_at_index" ON "finance"."order" USING btree ("subject_id","created_at");
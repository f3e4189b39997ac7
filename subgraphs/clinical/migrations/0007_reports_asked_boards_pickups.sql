CREATE TABLE "clinical"."pickup" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"appointment_id" uuid,
	"key" text NOT NULL,
	"handed_out_at" timestamp with time zone NOT NULL,
	"his_ids" text[] NOT NULL,
	CONSTRAINT "pickup_once" UNIQUE("patient_id","key")
);
--> statement-breakpoint
CREATE TABLE "clinical"."outside_ticket" (
	"his_ticket_id" text PRIMARY KEY NOT NULL,
	"queue_id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" "clinical"."ticket_status" NOT NULL,
	"rank" double precision NOT NULL,
	"called_by" uuid,
	"his_sequence" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clinical"."consultation" ADD COLUMN "report_id" uuid;--> statement-breakpoint
ALTER TABLE "clinical"."queue" ADD COLUMN "called_by_his" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD COLUMN "his_ticket_id" text;--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD COLUMN "his_sequence" bigint;--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD COLUMN "his_pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clinical"."outside_ticket" ADD CONSTRAINT "outside_ticket_queue_id_queue_id_fk" FOREIGN KEY ("queue_id") REFERENCES "clinical"."queue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outside_ticket_queue_id_status_rank_index" ON "clinical"."outside_ticket" USING btree ("queue_id","status","rank");--> statement-breakpoint
ALTER TABLE "clinical"."consultation" ADD CONSTRAINT "consultation_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "clinical"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical"."ticket" ADD CONSTRAINT "ticket_hisTicketId_unique" UNIQUE("his_ticket_id");
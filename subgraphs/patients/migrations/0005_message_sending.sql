CREATE TABLE "patients"."message_sending" (
	"id" uuid PRIMARY KEY NOT NULL,
	"delivery_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"called_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"provider" text,
	"serial_no" text,
	"phone_index" text,
	CONSTRAINT "message_sending_once" UNIQUE("delivery_id","attempt")
);
--> statement-breakpoint
CREATE INDEX "message_sending_provider_serial_no_index" ON "patients"."message_sending" USING btree ("provider","serial_no");--> statement-breakpoint
CREATE INDEX "message_sending_answered_at_index" ON "patients"."message_sending" USING btree ("answered_at");--> statement-breakpoint
CREATE INDEX "message_sending_in_flight" ON "patients"."message_sending" USING btree ("called_at") WHERE "patients"."message_sending"."answered_at" is null;
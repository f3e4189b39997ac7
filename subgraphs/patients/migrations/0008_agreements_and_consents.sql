CREATE TABLE "patients"."account_agreement" (
	"account_id" uuid NOT NULL,
	"text_key" text NOT NULL,
	"version" integer NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_agreement_account_id_text_key_version_pk" PRIMARY KEY("account_id","text_key","version")
);
--> statement-breakpoint
ALTER TABLE "patients"."published_text" ADD COLUMN "place" text DEFAULT '*' NOT NULL;--> statement-breakpoint
ALTER TABLE "patients"."published_text" DROP CONSTRAINT "published_text_pkey";--> statement-breakpoint
ALTER TABLE "patients"."published_text" ADD CONSTRAINT "published_text_text_key_place_pk" PRIMARY KEY("text_key","place");--> statement-breakpoint
ALTER TABLE "patients"."account_agreement" ADD CONSTRAINT "account_agreement_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "patients"."account"("id") ON DELETE no action ON UPDATE no action;

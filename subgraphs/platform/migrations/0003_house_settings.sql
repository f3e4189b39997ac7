CREATE TABLE "platform"."dictionary" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"built_in" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "dictionary_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "platform"."dictionary_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dictionary_id" uuid NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"sort_order" integer NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "dictionary_entry_once" UNIQUE("dictionary_id","code")
);
--> statement-breakpoint
CREATE TABLE "platform"."setting_revision" (
	"key" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."setting_value" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"value" jsonb NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by" uuid,
	CONSTRAINT "setting_value_once" UNIQUE("key","node")
);
--> statement-breakpoint
ALTER TABLE "platform"."administrator" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."role" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."staff_account" ADD COLUMN "temporary_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."staff_account" ADD COLUMN "signed_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."dictionary_entry" ADD CONSTRAINT "dictionary_entry_dictionary_id_dictionary_id_fk" FOREIGN KEY ("dictionary_id") REFERENCES "platform"."dictionary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dictionary_entry_dictionary_id_sort_order_id_index" ON "platform"."dictionary_entry" USING btree ("dictionary_id","sort_order","id");--> statement-breakpoint
CREATE INDEX "administrator_roles_index" ON "platform"."administrator" USING gin ("roles");--> statement-breakpoint
-- The words that the apps come with; hospitals word them anew and add their own.
INSERT INTO "platform"."dictionary" ("id", "code", "name", "description", "built_in") VALUES
  (gen_random_uuid(), 'relationship', '与本人关系', '添加就诊人时选择；患者端与运营后台据此显示。', true),
  (gen_random_uuid(), 'blacklist-reason', '加入黑名单原因', '运营后台加入黑名单时选择。', true),
  (gen_random_uuid(), 'refund-reason', '退款原因', '运营后台发起退款时选择。', true);--> statement-breakpoint
INSERT INTO "platform"."dictionary_entry" ("id", "dictionary_id", "code", "label", "sort_order", "built_in")
SELECT gen_random_uuid(), d."id", e.code, e.label, e.place, e.built_in FROM (VALUES
  ('relationship', 'SELF', '本人', 1, true), ('relationship', 'SPOUSE', '配偶', 2, true), ('relationship', 'CHILD', '子女', 3, true),
  ('relationship', 'PARENT', '父母', 4, true), ('relationship', 'OTHER', '其他', 5, true),
  ('blacklist-reason', 'NO_SHOW', '多次爽约', 1, false), ('blacklist-reason', 'SCALPING', '疑似倒卖号源', 2, false),
  ('blacklist-reason', 'ABUSE', '辱骂或骚扰医护人员', 3, false), ('blacklist-reason', 'FRAUD', '冒用他人身份', 4, false),
  ('refund-reason', 'DOCTOR_AWAY', '医生停诊', 1, false), ('refund-reason', 'WRONG_CHARGE', '收费有误', 2, false), ('refund-reason', 'PATIENT', '患者要求', 3, false)
) AS e(dictionary, code, label, place, built_in) JOIN "platform"."dictionary" d ON d."code" = e.dictionary;

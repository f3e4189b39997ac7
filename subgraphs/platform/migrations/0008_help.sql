CREATE TYPE "platform"."feedback_author" AS ENUM('PATIENT', 'PRACTITIONER');--> statement-breakpoint
CREATE TYPE "platform"."feedback_kind" AS ENUM('OPINION', 'PROBLEM', 'COMPLAINT');--> statement-breakpoint
CREATE TYPE "platform"."feedback_side" AS ENUM('AUTHOR', 'HOUSE');--> statement-breakpoint
CREATE TYPE "platform"."feedback_state" AS ENUM('OPEN', 'IN_PROGRESS', 'HANDED_OVER', 'ANSWERED', 'CLOSED', 'REOPENED');--> statement-breakpoint
CREATE TABLE "platform"."faq" (
	"id" uuid PRIMARY KEY NOT NULL,
	"institution_id" uuid,
	"category" text NOT NULL,
	"sort_order" integer NOT NULL,
	"question" text NOT NULL,
	"pinyin" text NOT NULL,
	"answer" text NOT NULL,
	"shortcut" text,
	"enabled" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."faq_vote" (
	"faq_id" uuid NOT NULL,
	"reader_id" uuid NOT NULL,
	"solved" boolean NOT NULL,
	"voted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "faq_vote_faq_id_reader_id_pk" PRIMARY KEY("faq_id","reader_id")
);
--> statement-breakpoint
CREATE TABLE "platform"."feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" "platform"."feedback_kind" NOT NULL,
	"status" "platform"."feedback_state" NOT NULL,
	"institution_id" uuid NOT NULL,
	"author_kind" "platform"."feedback_author" NOT NULL,
	"author_id" uuid NOT NULL,
	"content" text NOT NULL,
	"pictures" jsonb NOT NULL,
	"contact_sealed" text,
	"assignee_id" uuid,
	"handed_over_at" timestamp with time zone,
	"unread_replies" integer DEFAULT 0 NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "feedback_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "platform"."feedback_day" (
	"day" date PRIMARY KEY NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."feedback_reply" (
	"id" uuid PRIMARY KEY NOT NULL,
	"feedback_id" uuid NOT NULL,
	"side" "platform"."feedback_side" NOT NULL,
	"writer_id" uuid NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."help_page" (
	"node" text PRIMARY KEY NOT NULL,
	"modules" jsonb NOT NULL,
	"service" jsonb NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "licence_expires_on" date;--> statement-breakpoint
ALTER TABLE "platform"."practitioner" ADD COLUMN "independent_since" date;--> statement-breakpoint
ALTER TABLE "platform"."faq" ADD CONSTRAINT "faq_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."faq_vote" ADD CONSTRAINT "faq_vote_faq_id_faq_id_fk" FOREIGN KEY ("faq_id") REFERENCES "platform"."faq"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."feedback" ADD CONSTRAINT "feedback_institution_id_institution_id_fk" FOREIGN KEY ("institution_id") REFERENCES "platform"."institution"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."feedback_reply" ADD CONSTRAINT "feedback_reply_feedback_id_feedback_id_fk" FOREIGN KEY ("feedback_id") REFERENCES "platform"."feedback"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "faq_sort_order_id_index" ON "platform"."faq" USING btree ("sort_order","id");--> statement-breakpoint
CREATE INDEX "faq_institution_id_index" ON "platform"."faq" USING btree ("institution_id");--> statement-breakpoint
CREATE INDEX "feedback_submitted_at_id_index" ON "platform"."feedback" USING btree ("submitted_at","id");--> statement-breakpoint
CREATE INDEX "feedback_author_id_submitted_at_index" ON "platform"."feedback" USING btree ("author_id","submitted_at");--> statement-breakpoint
CREATE INDEX "feedback_status_submitted_at_index" ON "platform"."feedback" USING btree ("status","submitted_at");--> statement-breakpoint
CREATE INDEX "feedback_reply_feedback_id_at_index" ON "platform"."feedback_reply" USING btree ("feedback_id","at");--> statement-breakpoint
-- By hand: the role of customer service, the categories of questions, and words that stay as they were said.
INSERT INTO "platform"."role" ("name", "label") VALUES ('CUSTOMER_SERVICE', '客服人员') ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "platform"."dictionary" ("id", "code", "name", "description", "built_in") VALUES
  (gen_random_uuid(), 'faq-category', '常见问题分类', '患者端帮助页面按此分类；维护常见问题时选择。', true);--> statement-breakpoint
INSERT INTO "platform"."dictionary_entry" ("id", "dictionary_id", "code", "label", "sort_order")
SELECT gen_random_uuid(), d."id", e.code, e.label, e.place FROM (VALUES
  ('REGISTRATION', '预约挂号', 1), ('PAYMENT', '支付退款', 2), ('CONSULTATION', '在线咨询', 3), ('PERSON', '就诊人与就诊卡', 4), ('ACCOUNT', '账号与使用', 5), ('OTHER', '其他', 6)
) AS e(code, label, place) JOIN "platform"."dictionary" d ON d."code" = 'faq-category';--> statement-breakpoint
CREATE TRIGGER "feedback_reply_append_only" BEFORE UPDATE OR DELETE ON "platform"."feedback_reply" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();

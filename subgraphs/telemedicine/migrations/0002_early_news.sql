CREATE TABLE "telemedicine"."early_news" (
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"notice" text NOT NULL,
	CONSTRAINT "early_news_subject_type_subject_id_kind_pk" PRIMARY KEY("subject_type","subject_id","kind")
);

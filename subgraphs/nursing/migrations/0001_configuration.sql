CREATE TABLE "nursing"."configuration" (
	"key" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"values" jsonb NOT NULL
);

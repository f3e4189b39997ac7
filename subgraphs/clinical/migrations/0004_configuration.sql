CREATE TABLE "clinical"."configuration" (
	"key" text PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"values" jsonb NOT NULL
);

-- Chat, pictures and voice are kept for three years and more (R13): nobody changes or deletes what was said, not by mistake either.
CREATE FUNCTION "telemedicine"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said in a conversation is kept as it is' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "telemedicine"."message" FOR EACH STATEMENT EXECUTE FUNCTION "telemedicine"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "telemedicine"."conversation_event" FOR EACH STATEMENT EXECUTE FUNCTION "telemedicine"."refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "kept" BEFORE DELETE OR TRUNCATE ON "telemedicine"."conversation" FOR EACH STATEMENT EXECUTE FUNCTION "telemedicine"."refuse_change"();

-- The log takes rows and nothing else: not even its own role may change or empty it.
CREATE FUNCTION "platform"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "platform"."audit_entry" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "platform"."audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION "platform"."refuse_change"();--> statement-breakpoint
-- A published text and a given consent are evidence.
CREATE TRIGGER "text_append_only" BEFORE UPDATE OR DELETE ON "platform"."text" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "consent_append_only" BEFORE UPDATE OR DELETE ON "platform"."consent" FOR EACH ROW EXECUTE FUNCTION "platform"."refuse_change"();--> statement-breakpoint
INSERT INTO "platform"."role" ("name", "label") VALUES
  ('SUPER_ADMIN', '超级管理员'), ('OPERATOR', '运营管理员'), ('ACCOUNTANT', '财务人员'),
  ('DOCTOR', '医生'), ('NURSE', '护士'), ('PHARMACIST', '药师');

DROP INDEX "platform"."audit_entry_action_at_index";--> statement-breakpoint
CREATE INDEX "audit_entry_by_action" ON "platform"."audit_entry" USING btree ("action" text_pattern_ops,"at");--> statement-breakpoint
CREATE INDEX "audit_entry_by_actor_name" ON "platform"."audit_entry" USING btree ("actor_name" text_pattern_ops,"at");
import { integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import type { StoredContent } from '@hospital/pages/content'
import { PAGE_KINDS, type PageKind } from '@hospital/pages/kinds'
import { platform } from './schema.ts'

export const pageKindEnum = platform.enum('page_kind', Object.keys(PAGE_KINDS) as [PageKind, ...PageKind[]])

/** A page of the patient app that was designed for a place: `*` or an institution's id, `*` or a terminal. */
export const page = platform.table('page', {
  id: id(),
  kind: pageKindEnum().notNull(),
  node: text().notNull(),
  terminal: text().notNull(),
  draft: jsonb().$type<StoredContent>().notNull(),
  /** Counts the savings of the draft, so that a stale one shows. */
  draftVersion: integer().notNull(),
  draftChangedAt: instant().notNull(),
  draftChangedBy: uuid(),
  /** The version of the draft that was published last; null: never, or withdrawn. */
  draftPublished: integer(),
  /** What patients see; null: what is above. */
  publishedVersion: integer(),
  /** Whoever holds it may look at the draft on a phone. Made anew at every publication. */
  previewToken: text().notNull().unique(),
}, (table) => [unique('page_once').on(table.kind, table.node, table.terminal)])

/** A version of a page, once published, never changes. */
export const pageVersion = platform.table('page_version', {
  id: id(),
  pageId: uuid().notNull().references(() => page.id),
  number: integer().notNull(),
  content: jsonb().$type<StoredContent>().notNull(),
  publishedAt: instant().notNull(),
  publishedBy: uuid(),
  /** The version whose content it took over again. */
  restored: integer(),
}, (table) => [unique('page_version_once').on(table.pageId, table.number)])

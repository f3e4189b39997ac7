import { boolean, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Terminal } from '@hospital/configuration/terminal'
import { id, instant } from '@hospital/database/columns'
import { ARTICLE_STATES } from '../content/article.status.ts'
import { ARTICLE_KINDS, BANNER_POSITIONS, HIT_KINDS, SITE_PAGE_KEYS } from '../content/words.ts'
import { institution } from './directory.ts'
import { platform } from './schema.ts'

export const bannerPositionEnum = platform.enum('banner_position', BANNER_POSITIONS)
export const articleKindEnum = platform.enum('article_kind', ARTICLE_KINDS)
export const articleStateEnum = platform.enum('article_state', ARTICLE_STATES)
export const hitKindEnum = platform.enum('hit_kind', HIT_KINDS)
export const sitePageKeyEnum = platform.enum('site_page_key', SITE_PAGE_KEYS)

/** A picture that was uploaded to be shown to everybody; its id is the kept file's. */
export const picture = platform.table('picture', {
  id: uuid().primaryKey(),
  width: integer().notNull(),
  height: integer().notNull(),
  publishedAt: instant().notNull(),
  publishedBy: uuid(),
})

/** A picture at a place of the pages, for a time (运营位、轮播图). */
export const banner = platform.table('banner', {
  id: id(),
  title: text().notNull(),
  pictureId: uuid().notNull().references(() => picture.id),
  /** A path of the patient app, or an https address; null leads nowhere. */
  link: text(),
  /** Null: of the whole hospital. */
  institutionId: uuid().references(() => institution.id),
  /** None: at every terminal. */
  terminals: text().array().$type<Terminal[]>().notNull().default([]),
  position: bannerPositionEnum().notNull(),
  fromAt: instant(),
  untilAt: instant(),
  sortOrder: integer().notNull(),
  enabled: boolean().notNull(),
  version: integer().notNull().default(1),
  removedAt: instant(),
}, (table) => [index().on(table.position, table.sortOrder, table.id)])

export const articleCategory = platform.table('article_category', {
  id: id(),
  name: text().notNull(),
  sortOrder: integer().notNull(),
  enabled: boolean().notNull(),
  version: integer().notNull().default(1),
}, (table) => [unique('article_category_name').on(table.name)])

export const article = platform.table('article', {
  id: id(),
  kind: articleKindEnum().notNull(),
  /** Null: of the whole hospital. */
  institutionId: uuid().references(() => institution.id),
  categoryId: uuid().notNull().references(() => articleCategory.id),
  title: text().notNull(),
  summary: text(),
  author: text(),
  source: text(),
  coverId: uuid().references(() => picture.id),
  /** Clean HTML; pictures stand in it as `picture:<id>`. */
  body: text().notNull(),
  /** Its words alone, for search. */
  words: text().notNull(),
  /** Of a lecture: where it is watched or listened to, or where it is held. */
  mediaUrl: text(),
  startsAt: instant(),
  place: text(),
  terminals: text().array().$type<Terminal[]>().notNull().default([]),
  status: articleStateEnum().notNull(),
  publishAt: instant(),
  unpublishAt: instant(),
  updatedAt: instant().notNull(),
  version: integer().notNull().default(1),
}, (table) => [index().on(table.status, table.publishAt, table.id), index().on(table.categoryId, table.publishAt), index().on(table.updatedAt, table.id), index().on(table.institutionId)])

/** A page of the hospital's own site that it words itself (微官网). */
export const sitePage = platform.table('site_page', {
  id: id(),
  key: sitePageKeyEnum().notNull(),
  /** Null: of the whole hospital. */
  institutionId: uuid().references(() => institution.id),
  title: text().notNull(),
  body: text().notNull(),
  updatedAt: instant().notNull(),
  version: integer().notNull().default(1),
}, (table) => [unique('site_page_once').on(table.key, table.institutionId).nullsNotDistinct()])

/** One view, click or reading: rows are only ever added, so nobody waits for another's. `reader` counts once a day, no reader always. */
export const hit = platform.table('hit', {
  id: id(),
  subjectId: uuid().notNull(),
  kind: hitKindEnum().notNull(),
  day: text().notNull(),
  reader: text(),
}, (table) => [unique('hit_once').on(table.subjectId, table.kind, table.day, table.reader)])

/** What the rows of `hit` came to once they were gathered. */
export const hitCount = platform.table('hit_count', {
  subjectId: uuid().notNull(),
  kind: hitKindEnum().notNull(),
  day: text().notNull(),
  count: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.subjectId, table.kind, table.day] })])

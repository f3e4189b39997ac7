import { eq, lt } from 'drizzle-orm'
import { integer, jsonb, text, type PgSchema } from 'drizzle-orm/pg-core'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Wakes } from '@hospital/events/wakes'
import type { Context } from '@hospital/subgraph/context'
import { wake } from '@hospital/subgraph/transaction'
import { WHOLE } from './effective.ts'
import { SETTINGS, type SettingKey, type SettingValue } from './settings.ts'

/** The values in force of the settings that a subgraph reads, as the platform told it: it goes on by them while the platform is away. */
export const configurationTable = (schema: PgSchema) => schema.table('configuration', {
  key: text().primaryKey(),
  revision: integer().notNull(),
  /** By node: `*` for the whole hospital, besides what differs from it below. */
  values: jsonb().$type<Record<string, unknown>>().notNull(),
})

export type ConfigurationTable = ReturnType<typeof configurationTable>

/** Should a wake-up be lost, an old value is believed for so long. */
const BELIEVED_MS = 30_000

interface Remembered {
  values: Promise<Record<string, unknown> | undefined>
  until: number
}

export interface Configuration {
  /** Takes a change over. Deliveries come in any order: an older one than is kept changes nothing. */
  receiveSetting(tx: Context, change: EventPayloads['setting.changed']): Promise<void>
  /** The value in force at a node (an institution's id or a terminal), or for the whole hospital. */
  settingOf<Key extends SettingKey>(ctx: Context, key: Key, node?: string | null): Promise<SettingValue<Key>>
}

/** A subgraph's own view of the configuration. */
export function configurationIn(table: ConfigurationTable): Configuration {
  const caches = new WeakMap<Wakes, Map<string, Remembered>>()

  function cacheOf({ wakes, subgraph }: Context): Map<string, Remembered> {
    let cache = caches.get(wakes)
    if (!cache) {
      const made = new Map<string, Remembered>()
      const prefix = topicOf(subgraph, '')
      wakes.onPrefix(prefix, (topic) => (topic === undefined ? made.clear() : made.delete(topic.slice(prefix.length))))
      caches.set(wakes, made)
      cache = made
    }
    return cache
  }

  /** A wake-up while the question is open removes the entry, so an answer from before it is used once and not remembered. */
  function valuesOf(ctx: Context, key: SettingKey): Remembered['values'] {
    const cache = cacheOf(ctx)
    const known = cache.get(key)
    if (known && known.until > Date.now()) return known.values
    const values = ctx.db.select({ values: table.values }).from(table).where(eq(table.key, key)).then(([row]) => row?.values)
    cache.set(key, { values, until: Date.now() + BELIEVED_MS })
    values.catch(() => { if (cache.get(key)?.values === values) cache.delete(key) })
    return values
  }

  return {
    async receiveSetting(tx, { key, revision, values }) {
      await tx.db.insert(table).values({ key, revision, values }).onConflictDoUpdate({ target: table.key, set: { revision, values }, setWhere: lt(table.revision, revision) })
      wake(tx, topicOf(tx.subgraph, key))
    },
    async settingOf(ctx, key, node) {
      const values = await valuesOf(ctx, key)
      const found = node != null && values && Object.hasOwn(values, node) ? values[node] : values?.[WHOLE]
      return (found ?? SETTINGS[key].default) as never
    },
  }
}

const topicOf = (subgraph: string, key: string) => `setting:${subgraph}:${key}`

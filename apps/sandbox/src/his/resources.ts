import type { Database } from '../database.ts'
import type { Clock } from '../clock.ts'
import type { Resource } from '@hospital/connectors/his/fhir'
import { indexOf } from './index-parameters.ts'

/** What the database holds: FHIR resources as text, with their search parameters beside them. */
export interface ResourceStore {
  find<R extends Resource>(type: R['resourceType'], id: string): R | null
  findText(type: string, id: string): { json: string; version: number; updatedAt: string } | null
  findBy<R extends Resource>(type: R['resourceType'], parameter: string, value: string): R[]
  /** Writes a new version; `meta` is ours to set. */
  put<R extends Resource>(resource: R & { id: string }): R
}

export function createResourceStore(database: Database, clock: Clock): ResourceStore {
  const findText: ResourceStore['findText'] = (type, id) =>
    database.get('SELECT json, version, updated_at AS updatedAt FROM resource WHERE type = ? AND id = ?', type, id) ?? null

  function find<R extends Resource>(type: R['resourceType'], id: string): R | null {
    const row = findText(type, id)
    return row && (JSON.parse(row.json) as R)
  }

  return {
    find,
    findText,
    findBy: <R extends Resource>(type: R['resourceType'], parameter: string, value: string) =>
      database
        .all<{ json: string }>('SELECT r.json FROM param p JOIN resource r USING (key) WHERE p.name = ? AND p.value = ? ORDER BY r.id', `${type}.${parameter}`, value)
        .map(({ json }) => JSON.parse(json) as R),
    put<R extends Resource>(resource: R & { id: string }) {
      const type = resource.resourceType
      const known = database.get<{ key: number; version: number }>('SELECT key, version FROM resource WHERE type = ? AND id = ?', type, resource.id)
      const version = (known?.version ?? 0) + 1
      const lastUpdated = new Date(clock.now()).toISOString()
      const stored = { ...resource, meta: { versionId: String(version), lastUpdated } }
      const json = JSON.stringify(stored)
      if (known) {
        database.run('UPDATE resource SET version = ?, updated_at = ?, json = ? WHERE key = ?', version, lastUpdated, json, known.key)
        database.run('DELETE FROM param WHERE key = ?', known.key)
      } else database.run('INSERT INTO resource (type, id, version, updated_at, json) VALUES (?, ?, ?, ?, ?)', type, resource.id, version, lastUpdated, json)
      const key = known?.key ?? database.get<{ key: number }>('SELECT last_insert_rowid() AS key')!.key
      const entries = indexOf(stored)
      const rows = entries.map(() => '(?, ?, ?)').join(', ')
      if (rows) database.run(`INSERT OR IGNORE INTO param (name, value, key) VALUES ${rows}`, ...entries.flatMap(([name, value]) => [`${type}.${name}`, value, key]))
      return stored
    },
  }
}

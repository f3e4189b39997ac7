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
        .all<{ json: string }>(
          'SELECT r.json FROM param p JOIN resource r ON r.type = p.type AND r.id = p.id WHERE p.type = ? AND p.name = ? AND p.value = ? ORDER BY r.id',
          type,
          parameter,
          value,
        )
        .map(({ json }) => JSON.parse(json) as R),
    put<R extends Resource>(resource: R & { id: string }) {
      const type = resource.resourceType
      const version = (findText(type, resource.id)?.version ?? 0) + 1
      const lastUpdated = new Date(clock.now()).toISOString()
      const stored = { ...resource, meta: { versionId: String(version), lastUpdated } }
      database.run(
        'INSERT INTO resource (type, id, version, updated_at, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT (type, id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at, json = excluded.json',
        type,
        resource.id,
        version,
        lastUpdated,
        JSON.stringify(stored),
      )
      if (version > 1) database.run('DELETE FROM param WHERE type = ? AND id = ?', type, resource.id)
      for (const [name, value] of indexOf(stored)) database.run('INSERT OR IGNORE INTO param (type, name, value, id) VALUES (?, ?, ?, ?)', type, name, value, resource.id)
      return stored
    },
  }
}

import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { hospitalDay } from '@hospital/database/clock'
import { untilMorning } from '@hospital/database/morning'
import { createTestDatabaseLike, testServer, type TestDatabase } from '@hospital/database/test-database'
import type { Ground } from './hospital.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
/** Whatever may have a part in a hospital that is newly made. */
const SOURCES = ['packages/*/src/**/*.ts', 'subgraphs/*/src/**/*.ts', 'subgraphs/*/migrations/*.sql', 'apps/sandbox/src/**/*.ts', 'apps/gateway/src/**/*.ts', 'apps/gateway/test/*.ts']

/** A clone of the database that `make` leaves behind, and its files in a folder. Made anew when any source is another, and for another day. */
export async function cloneSeeded(folder: string, make: () => Promise<Ground>): Promise<TestDatabase> {
  const key = keyOfToday()
  const sql = postgres(testServer(), { max: 1, onnotice: () => {} })
  try {
    const database = await createTestDatabaseLike(key, async () => {
      const made = await make()
      await keepFiles(sql, key, made.folder)
      rmSync(made.folder, { recursive: true, force: true })
      return made.database
    })
    await takeFiles(sql, key, folder)
    return database
  } finally {
    await sql.end()
  }
}

function keyOfToday(): string {
  const hash = createHash('sha256').update(hospitalDay(new Date(Date.now() + untilMorning())))
  for (const path of globSync(SOURCES, { cwd: root }).sort()) {
    const { mtimeMs, size } = statSync(join(root, path))
    hash.update(`${path} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Beside the template, on the server of the tests: they go where it goes. */
async function keepFiles(sql: Sql, key: string, folder: string): Promise<void> {
  await sql`create table if not exists made_file (key text, path text, bytes bytea not null, primary key (key, path))`
  await sql`delete from made_file where key = ${key}`
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    await sql`insert into made_file (key, path, bytes) values (${key}, ${path.slice(folder.length + 1)}, ${readFileSync(path)})`
  }
}

async function takeFiles(sql: Sql, key: string, folder: string): Promise<void> {
  for (const { path, bytes } of await sql<{ path: string; bytes: Buffer }[]>`select path, bytes from made_file where key = ${key}`) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, path), bytes, { mode: 0o600 })
  }
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { newId } from './identifier.ts'
import { migrateDatabase, type MigrateOptions, type SubgraphMigrations } from './migrate.ts'

export interface TestDatabase {
  url: string
  databasePassword: string
  drop(): Promise<void>
}

/**
 * A database of its own for a test file, cloned from a template that is migrated once per set of migrations.
 * The server is the one of TEST_DATABASE_URL.
 */
export async function createTestDatabase(subgraphs: readonly SubgraphMigrations[], migrateJobs: (url: string) => Promise<void>): Promise<TestDatabase> {
  const server = testServer()
  const databasePassword = passwordFor(server)
  return cloneOf(server, `template_${fingerprint(subgraphs)}`, (sql, template) => makeTemplate(sql, server, template, { databasePassword, subgraphs, migrateJobs }))
}

/**
 * A clone of the database that `make` leaves behind with no connection open on it; it is made once for a key and server, by whoever comes
 * first, while others wait.
 */
export async function createTestDatabaseLike(key: string, make: () => Promise<TestDatabase>): Promise<TestDatabase> {
  return cloneOf(testServer(), `made_${key}`, async (sql, template) => {
    const { pathname } = new URL((await make()).url)
    await sql.unsafe(`alter database ${pathname.slice(1)} rename to ${template}`)
  })
}

/** As the superuser, on the server that all tests of a run share. */
export function testServer(): string {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL names the PostgreSQL server for tests; npm test starts one')
  return server
}

/** Roles belong to the server: every test database on it must derive the same passwords. */
const passwordFor = (server: string) => createHash('sha256').update(server).digest('base64url')

async function cloneOf(server: string, template: string, make: (sql: postgres.Sql, template: string) => Promise<void>): Promise<TestDatabase> {
  const name = `test_${newId().replaceAll('-', '')}`
  const sql = postgres(server, { max: 1, max_lifetime: null, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(hashtext(${`template ${template}`}))`
    const [exists] = await sql`select 1 from pg_database where datname = ${template}`
    if (!exists) await make(sql, template)
    await sql.unsafe(`create database ${name} template ${template}`)
  } finally {
    await sql.end()
  }
  return { url: databaseUrl(server, name), databasePassword: passwordFor(server), drop: () => dropDatabase(server, name) }
}

async function makeTemplate(sql: postgres.Sql, server: string, template: string, options: Pick<MigrateOptions, 'databasePassword' | 'subgraphs' | 'migrateJobs'>) {
  const draft = `${template}_draft`
  await sql.unsafe(`drop database if exists ${draft} with (force)`)
  await sql.unsafe(`create database ${draft}`)
  await migrateDatabase({ url: databaseUrl(server, draft), ...options })
  await sql.unsafe(`alter database ${draft} rename to ${template}`)
}

async function dropDatabase(server: string, name: string) {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  await sql.unsafe(`drop database if exists ${name} with (force)`)
  await sql.end()
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Changes with any byte of any migration. */
function fingerprint(subgraphs: readonly SubgraphMigrations[]): string {
  const hash = createHash('sha256')
  for (const { name, folder } of subgraphs) {
    hash.update(name)
    for (const file of readdirSync(folder).filter((file) => file.endsWith('.sql')).sort()) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

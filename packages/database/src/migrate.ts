import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { ensureRole, roleOf, roleUrl } from './roles.ts'

export interface SubgraphMigrations {
  /** Subgraph, PostgreSQL schema and role suffix in one. */
  name: string
  /** Absolute folder of the generated SQL. */
  folder: string
}

export interface MigrateOptions {
  /** A user that may create roles and schemas. */
  url: string
  databasePassword: string
  subgraphs: readonly SubgraphMigrations[]
  /** Sets up the job tables; gets the URL of the role that is to own them. */
  migrateJobs(url: string): Promise<void>
}

/** Brings a database to the newest shape. Safe to repeat and to race: one migrates, the others wait and find nothing to do. */
export async function migrateDatabase({ url, databasePassword, subgraphs, migrateJobs }: MigrateOptions): Promise<void> {
  // One connection, so that the session's lock covers all that follows.
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} })
  const [{ name: database }] = await sql`select current_database() as name` as unknown as [{ name: string }]
  try {
    await sql`select pg_advisory_lock(hashtext('hospital migrations'))`
    await ensureRole(sql, databasePassword, 'jobs')
    await sql.unsafe(`grant create on database "${database}" to ${roleOf('jobs')}`)
    await migrateJobs(roleUrl(url, databasePassword, 'jobs'))
    for (const subgraph of subgraphs) await migrateSubgraph(sql, databasePassword, subgraph)
  } finally {
    await sql`select pg_advisory_unlock(hashtext('hospital migrations'))`.catch(() => {})
    await sql.end()
  }
}

async function migrateSubgraph(sql: Sql, databasePassword: string, { name, folder }: SubgraphMigrations): Promise<void> {
  const role = roleOf(name)
  await ensureRole(sql, databasePassword, name)
  await sql.unsafe(`create extension if not exists pg_trgm; create extension if not exists btree_gist`)
  await migrate(drizzle(sql), { migrationsFolder: folder, migrationsSchema: 'migration', migrationsTable: name })
  await sql.unsafe(`
    grant usage on schema ${name}, jobs to ${role};
    grant select, insert, update, delete on all tables in schema ${name} to ${role};
    grant usage, select on all sequences in schema ${name} to ${role};
    grant execute on function jobs.add to ${role};
  `)
}

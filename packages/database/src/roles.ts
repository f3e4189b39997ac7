import { createHmac } from 'node:crypto'
import type { Sql } from 'postgres'

/** Each subgraph connects as a role that reaches its own schema only; jobs run as `hospital_jobs`. */
export const roleOf = (name: string) => `hospital_${name}`

const passwordOf = (databasePassword: string, role: string) => createHmac('sha256', databasePassword).update(role).digest('base64url')

/** The server's URL with the role's own user and password in it. */
export function roleUrl(url: string, databasePassword: string, name: string): string {
  const target = new URL(url)
  target.username = roleOf(name)
  target.password = passwordOf(databasePassword, roleOf(name))
  return target.href
}

/** Makes the role or sets its password anew. Roles belong to the server, so concurrent set-ups of two databases may meet here. */
export async function ensureRole(sql: Sql, databasePassword: string, name: string): Promise<void> {
  const role = roleOf(name)
  const password = passwordOf(databasePassword, role)
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hospital roles'))`
    const [exists] = await tx`select 1 from pg_roles where rolname = ${role}`
    if (!exists) await tx.unsafe(`create role ${role} login`)
    // A password of our own HMAC is base64url: nothing in it needs quoting.
    await tx.unsafe(`alter role ${role} password '${password}'`)
  })
}

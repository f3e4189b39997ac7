import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@hospital/database/connect'

/** A mobile number that stands by itself, not inside of a longer number or an id. */
const PHONE = /(?<![\w.-])(?:\+?86[ -]?)?1[3-9]\d{9}(?![\w.-])/g
const ID_CARD = /(?<!\w)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)/g
const CHECK = '10X98765432'
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The outside world may write what it was sent. */
const OUTSIDE = ['sandbox.log']

/** Phones and id-card numbers that stand raw in a text, by their form. */
export function findPersonal(text: string): string[] {
  return [...(text.match(PHONE) ?? []), ...(text.match(ID_CARD) ?? []).filter(isIdCard)]
}

const isIdCard = (number: string) => CHECK[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11] === number[17]?.toUpperCase()

/** Lines of the hospital's own logs that hold somebody's number, as `file: line`. */
export function scanLogs(folder: string): { lines: number; found: string[] } {
  const found: string[] = []
  let lines = 0
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.log') && !OUTSIDE.includes(name))) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (line) lines++
      if (findPersonal(line).length > 0) found.push(`${file}: ${line.slice(0, 400)}`)
    }
  }
  return { lines, found }
}

const KEPT = ['_private_jobs', 'outbox', 'trace', 'audit_entry', 'job']

/** Rows of what is queued, traced and recorded that hold somebody's number, as `table: row`. */
export async function scanRecords(url: string): Promise<{ rows: number; found: string[] }> {
  const { sql, close } = connect(url, { name: 'scan', max: 1 })
  try {
    const tables = await sql`select table_schema as schema, table_name as name from information_schema.tables where table_name = any(${KEPT}::text[])`
    const found: string[] = []
    let rows = 0
    for (const { schema, name } of tables) {
      for (const { row } of await sql`select to_json(one)::text as row from ${sql(schema)}.${sql(name)} one`) {
        rows++
        if (findPersonal(row).length > 0) found.push(`${schema}.${name}: ${row.slice(0, 400)}`)
      }
    }
    return { rows, found }
  } finally {
    await close()
  }
}

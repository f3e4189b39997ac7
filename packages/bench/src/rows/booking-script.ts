import { readFileSync, statSync } from 'node:fs'
import { SCHEDULES, SLOTS_A_SCHEDULE } from '../house/data.ts'
import { idOf, idSql } from '../house/ids.ts'
import { HOLD, bodyOf } from '../house/operations.ts'
import type { HttpLoad } from '../load/http.ts'
import { asScript, type Varying } from '../pgbench/as-script.ts'
import { readTransactions, type LoggedStatement } from '../pgbench/statement-log.ts'
import type { Bookers } from './booking-run.ts'
import type { RowContext } from './row.ts'

const SLOTS = SCHEDULES * SLOTS_A_SCHEDULE

/** Where the booker of a number books: spread over all segments. */
export const slotFor = (number: number): string => idOf('slot', 1 + (number % SLOTS))

/** Each client counts for itself; the number is an account's, a person's and a booking's. */
const HEAD = ['\\set i :i + 1', `\\set n 100000000 + :client_id * 1000000 + :i`]
const N = '(:n)::bigint'

/** Records what the house really says to PostgreSQL for one booking. */
export async function recordBooking({ world, load }: RowContext, open: () => Promise<Bookers>): Promise<string> {
  await world.sql.unsafe('alter role hospital_clinical set log_min_duration_statement = 0')
  const from = statSync(world.databaseLog).size
  const bookers = await open()
  try {
    await bookOne(load, bookers)
  } finally {
    await world.sql.unsafe('alter role hospital_clinical reset log_min_duration_statement')
    await bookers.close()
  }
  const log = readFileSync(world.databaseLog).subarray(from).toString('utf8')
  const transaction = readTransactions(log).find((statements) => statements.some(({ text }) => /insert into "clinical"."appointment"/.test(text)))
  if (!transaction) throw new Error('The log shows no booking')
  return asScript(transaction, varyingOf(transaction, bookers.people[0]!), HEAD)
}

async function bookOne(load: HttpLoad, { gateway, people }: Bookers): Promise<void> {
  const { headers, number, patientId } = people[0]!
  const body = bodyOf('registered', HOLD, { input: { slotId: slotFor(number), patientId } })
  const result = await load.run({ target: { port: gateway.ready.port, path: '/graphql' }, requests: [{ headers, body }], mode: 'once', connections: 1, seconds: 10, counting: '"status":"HELD"' })
  if (result.counted !== 1) throw new Error(`The booking to be recorded was refused: ${result.failure ?? 'no hold'}`)
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Who and where by the same counting as the house's bookers; ids and numbers that the house draws, drawn from the count. */
function varyingOf(transaction: readonly LoggedStatement[], person: Bookers['people'][number]): Varying[] {
  const slot = 1 + (person.number % SLOTS)
  const known: Varying[] = [
    { value: person.accountId, sql: idSql('account', N) },
    { value: person.patientId, sql: idSql('patient', N) },
    { value: idOf('slot', slot), sql: idSql('slot', `1 + ${N} % ${SLOTS}`) },
    { value: idOf('schedule', 1 + Math.floor((slot - 1) / SLOTS_A_SCHEDULE)), sql: idSql('schedule', `1 + (${N} % ${SLOTS}) / ${SLOTS_A_SCHEDULE}`) },
  ]
  const values = transaction.flatMap((statement) => statement.values.filter((value) => value !== null))
  const ids = new Set(values.flatMap((value) => value.match(UUID) ?? []).filter((id) => !id.startsWith('00000000-') && !known.some(({ value }) => value === id)))
  const numbers = new Set(values.flatMap((value) => value.match(/GH\d{15}/g) ?? []))
  return [
    ...known,
    ...[...ids].map((value, i) => ({ value, sql: `('${(0x10 + i).toString(16)}000000-0000-7000-8000-' || lpad(to_hex(${N}), 12, '0'))::uuid` })),
    ...[...numbers].map((value) => ({ value, sql: `('GH' || ${N})` })),
  ]
}

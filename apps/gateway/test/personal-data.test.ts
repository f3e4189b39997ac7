import { getTableColumns, getTableName } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLog } from '@hospital/subgraph/log'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'
import { openTestHospital, until, type TestHospital } from './hospital.ts'

const CHECK = '10X98765432'
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idCard = (first: string) => first + CHECK[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(first[i]), 0) % 11]

/** Nobody else in the tests has these. */
const RAW = {
  phone: '15987654321', idCard: idCard('33010919870623127'), name: '欧阳清澜', personPhone: '15912348765',
  childCard: idCard('33010920200105381'), childName: '欧阳小棠', guardianName: '欧阳建业', guardianCard: idCard('33010919600718531'), guardianPhone: '15900112233',
  mistypedCard: '330109198706231279999', unknownPhone: '15955556666',
}

const lines: string[] = []
const answers: string[] = []
let hospital: TestHospital
beforeAll(async () => {
  hospital = await openTestHospital({ log: openLog('trace', { write: (line) => void lines.push(line) }) })
  await hospital.seed()
}, 300_000)
afterAll(async () => { await hospital?.close() })

const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id maskedIdCard maskedPhone } }'

/** Signing in, adding persons, mistakes at every field, a statement that fails, work that is left for later. */
async function liveThroughADay(): Promise<void> {
  const patient = await hospital.signInPatient(RAW.phone)
  const person = { name: RAW.name, idCard: RAW.idCard, phone: RAW.personPhone, relationship: 'SELF' }
  const { addPatient } = await patient.mutate(ADD, { input: person })
  expect(addPatient).toMatchObject({ maskedIdCard: expect.stringContaining('*'), maskedPhone: '159****8765' })
  const child = { name: RAW.childName, idCard: RAW.childCard, relationship: 'CHILD', guardian: { name: RAW.guardianName, idCard: RAW.guardianCard, phone: RAW.guardianPhone } }
  await patient.mutate(ADD, { input: child })
  const wrong = [
    [ADD, { input: person }], [ADD, { input: { ...person, idCard: RAW.mistypedCard } }], [ADD, { input: { ...child, guardian: { ...child.guardian, idCard: RAW.childCard } } }],
    [ADD, { input: { ...person, relationship: RAW.phone } }], [`mutation { addPatient(input: { name: "${RAW.name}", idCard: "${RAW.idCard}", nonsense: "${RAW.phone}" }) { id } }`, {}],
    ['mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { id } }', { input: { id: addPatient.id, phone: `${RAW.personPhone}9` } }],
    ['mutation ($phone: String!) { signInBySms(input: { phone: $phone, code: "000000", agreed: true }) { accessToken } }', { phone: RAW.unknownPhone }],
  ] as const
  for (const [source, variables] of wrong) answers.push(JSON.stringify(await patient.send(source, variables)))
  await hospital.sandbox.break('his', { mode: 'down' })
  answers.push(JSON.stringify(await patient.send(ADD, { input: { ...person, idCard: RAW.guardianCard, name: RAW.guardianName, relationship: 'PARENT' } })))
  await hospital.sandbox.heal()
  await hospital.sandbox.break('sms', { mode: 'down' })
  answers.push(JSON.stringify(await hospital.anonymous.send('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone: RAW.unknownPhone })))
  await hospital.sandbox.heal()
  // What has been left for later has arrived in the log of acts.
  await until(async () => (await hospital.sql`select 1 from platform.audit_entry where action = 'patient.added'`).length > 0, 30_000)
}

/** `schema.table.column` of what may be read as it is (see each subgraph’s personal.ts). */
function declaredOpen(): Set<string> {
  return new Set(SUBGRAPHS.flatMap(({ name, definition: { personal = [] } }) => personal.flatMap(({ table, open = [] }: { table: PgTable; open?: readonly string[] }) => {
    expect(open.filter((column) => !(column in getTableColumns(table)))).toEqual([])
    return open.map((column) => `${getTableConfig(table).schema ?? name}.${getTableName(table)}.${column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
  })))
}

it('[R16] after a day’s walk nobody’s phone, number or name stands anywhere that was not declared for it', async () => {
  await liveThroughADay()
  const raw = Object.values(RAW)
  const columns = await hospital.sql`
    select table_schema as schema, table_name as table, column_name as column from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema') and (data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea'))
      and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')` as unknown as { schema: string; table: string; column: string }[]
  expect(columns.length).toBeGreaterThan(100)
  const open = declaredOpen()
  const found: string[] = []
  for (const { schema, table, column } of columns) {
    const rows = await hospital.sql`select 1 from ${hospital.sql(schema)}.${hospital.sql(table)} where ${hospital.sql(column)}::text like any (${raw.map((value) => `%${value}%`)}::text[]) limit 1`
    if (rows.length) found.push(`${schema}.${table}.${column}`)
  }
  expect(found.filter((column) => !open.has(column))).toEqual([])
  // The walk left something to be found: the scan can fail.
  expect(found).toContain('patients.patient.name')
  expect(lines.filter((line) => raw.some((value) => line.includes(value)))).toEqual([])
  expect(lines.length).toBeGreaterThan(0)
}, 300_000)

it('[R16] a refusal does not repeat what was typed', () => {
  const typed = Object.entries(RAW).filter(([, value]) => answers.some((answer) => answer.includes(value))).map(([name]) => name)
  expect(typed).toEqual([])
})

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { loadKeys } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import { untilMorning } from '@hospital/database/morning'
import { readAccounts } from './announce.ts'
import { embeddedUrl } from './database.ts'
import { readSettings, urlOf, type Settings } from './environment.ts'
import { EMBEDDED } from './graph.ts'
import { findFreeOffset, portOf } from './ports.ts'
import { scanLogs, scanRecords } from './personal-scan.ts'
import { createSupervisor } from './supervisor.ts'
import { startSystem } from './system.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const OURS = ['NODE_ENV', 'DATABASE_URL', 'REDIS_URL', 'HOSPITAL_KEYS_FILE', 'CONNECTORS_FILE', 'SANDBOX_URL', 'GATEWAY_URL', 'PATIENT_URL', 'CONSOLE_URL', 'CLOCK_OFFSET_MS', 'TEST_DATABASE_URL', 'VITEST', 'TEST', 'MODE', 'PROD', 'DEV']

/** What a journey knows of the hospital it runs against. */
export interface JourneyHospital {
  patient: string
  doctor: string
  console: string
  gateway: string
  sandbox: string
  dataDir: string
  /** How far the hospital's clock is ahead of ours. */
  clockOffsetMs: number
  accounts: Record<string, string>[]
}

declare module 'vitest' {
  interface ProvidedContext {
    hospitals: JourneyHospital[]
  }
}

interface OpenHospital {
  known: JourneyHospital
  /** Stops it; raw personal data that it left (R16), or no way to look for it, is an error. */
  close(): Promise<void>
}

/** Starts a whole hospital for each worker, once for all journeys that it runs. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const open: OpenHospital[] = []
  const closeAll = async () => {
    const ends = await Promise.allSettled(open.map(({ close }) => close()))
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []))
    if (reasons.length > 0) throw new Error(reasons.map(({ message }) => message).join('\n'))
  }
  try {
    // one after another: each finds its ports by what already listens
    for (let count = 0; count < project.config.maxWorkers; count++) open.push(await openHospital())
  } catch (error) {
    await closeAll()
    throw error
  }
  project.provide('hospitals', open.map(({ known }) => known))
  return closeAll
}

/** On ports and in a folder of its own. */
async function openHospital(): Promise<OpenHospital> {
  const folder = mkdtempSync(join(tmpdir(), 'hospital-journeys-'))
  chmodSync(folder, 0o755)
  const supervisor = createSupervisor(console.log)
  const stop = async () => {
    await supervisor.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)))
  const clockOffsetMs = untilMorning('08:30')
  const settings = readSettings(root, { ...clean, CLOCK_OFFSET_MS: String(clockOffsetMs), PORT_OFFSET: String(await findFreeOffset()), HOSPITAL_DATA_DIR: join(folder, 'data') })
  try {
    await startSystem({ settings, shape: EMBEDDED, supervisor, say: (line) => console.log(`  ${line}`) })
    await allowManyCodes(settings)
  } catch (error) {
    await stop()
    throw error
  }
  const [patient, doctor, desk, gateway, sandbox] = (['patient', 'doctor', 'console', 'gateway', 'sandbox'] as const).map((part) => urlOf(part, settings))
  const known = { patient, doctor, console: desk, gateway, sandbox, dataDir: settings.dataDir, clockOffsetMs, accounts: readAccounts(settings.dataDir) } as JourneyHospital
  const close = async () => {
    const raw = await findRaw(settings).catch((error: Error) => [error.message])
    await stop()
    if (raw.length > 0) throw new Error(`After the journeys, raw personal data (R16), or no way to look for it:\n${raw.join('\n')}`)
  }
  return { known, close }
}

/** All journeys together sign the few demonstration patients in more often within an hour than a person may. */
async function allowManyCodes({ dataDir, offset }: Settings): Promise<void> {
  const { databasePassword } = loadKeys(join(dataDir, 'keys.json'), false)
  const { sql, close } = connect(embeddedUrl(portOf('postgres', offset), databasePassword), { name: 'journeys', max: 1 })
  await sql`insert into patients.configuration (key, revision, values) values ('sms.perPhoneAnHour', 0, '{"*": 100}')`
  await close()
}

/** Somebody's number in what the journeys left in logs, jobs, traces and records. That nothing was left to look at is wrong too. */
async function findRaw({ dataDir, offset }: Settings): Promise<string[]> {
  const { databasePassword } = loadKeys(join(dataDir, 'keys.json'), false)
  const logs = scanLogs(join(dataDir, 'logs'))
  const records = await scanRecords(embeddedUrl(portOf('postgres', offset), databasePassword))
  if (logs.lines === 0 || records.rows === 0) return [`${logs.lines} lines of logs, ${records.rows} records`]
  return [...logs.found, ...records.found]
}

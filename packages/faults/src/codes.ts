import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import { createClient, type TestClient } from '../../../apps/gateway/test/client.ts'
import { signInStaff } from '../../../apps/gateway/test/sign-in.ts'
import type { Fleet } from './fleet.ts'

/** As the platform's seed enrols every demonstration account. */
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const CREATE = 'mutation ($input: CreateQrCodesInput!) { createQrCodes(input: $input) { id } }'
const JOB = 'query ($id: ID!) { job(id: $id) { state done total messages file { url } } }'

export interface Batch {
  jobId: string
  /** Codes that have their address by now. */
  addressed(): Promise<number>
  /** Whether the archive has been begun and is not whole yet. */
  packing(): boolean
  /** Names of the archive's files, once the job has ended well. */
  archive(): Promise<string[]>
}

/** Has an operator make a code of the public account for each of so many doctors, at once. */
export async function beginBatch(fleet: Fleet, codes: number): Promise<Batch> {
  const operator = await signInStaff({ anonymous: createClient(fleet.gateway), withToken: (token) => createClient(fleet.gateway, token) }, 'operator', TOTP_SECRET)
  const { createQrCodes: { id } } = await operator.mutate(CREATE, { input: { target: 'DOCTOR', channel: 'WECHAT_PERMANENT', campaign: '义诊', targetIds: await addDoctors(fleet, codes) } })
  const draft = join(fleet.dataDir, 'exports', `${id}.zip.draft`)
  return {
    jobId: id,
    addressed: async () => (await fleet.sql`select count(*)::int as count from platform.qr_code where job_id = ${id} and url is not null`)[0]!.count as number,
    packing: () => existsSync(draft),
    archive: async () => Object.keys(unzipSync(new Uint8Array(await (await operator.open(await fileOf(operator, id))).arrayBuffer()))),
  }
}

/** Doctors like one that there is already. */
async function addDoctors({ sql }: Fleet, count: number): Promise<string[]> {
  const rows = await sql`
    insert into platform.practitioner
      select (jsonb_populate_record(one.p, jsonb_build_object('id', gen_random_uuid(), 'name', '义诊' || n, 'his_id', null, 'staff_number', null))).*
      from (select p from platform.practitioner p where role = 'DOCTOR' and standing = 'APPROVED' and enabled and removed_at is null limit 1) one, generate_series(1, ${count}) n
    returning id`
  return rows.map(({ id }) => id as string)
}

async function fileOf(operator: TestClient, id: string): Promise<string> {
  for (const end = Date.now() + 300_000; ; await sleep(200)) {
    // While the platform is away there is no answer.
    const job = await operator.query(JOB, { id }).then((data) => data.job, () => undefined)
    if (job?.state === 'SUCCEEDED') return job.file.url
    if (job?.state === 'FAILED' || Date.now() > end) throw new Error(`The batch did not end well: ${JSON.stringify(job)}`)
  }
}

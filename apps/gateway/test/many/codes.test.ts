import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administratorViewer } from '@hospital/subgraph/testing'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

const WHOLE = process.env.FAULTS === 'whole'
const DOCTORS = 1_000

let hospital: TestHospital
let operator: TestClient

/** What a phone reads off the picture; the hint spares the search for it, at which this reader sometimes fails. */
async function decode(png: Uint8Array): Promise<string> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(Uint8ClampedArray.from(data), info.width, info.height))), new Map([[DecodeHintType.PURE_BARCODE, true]])).getText()
}

describe.skipIf(!WHOLE)('[A2-06] a thousand codes in one batch', () => {
  beforeAll(async () => {
    hospital = await openSeededHospital()
    operator = await hospital.as(administratorViewer('OPERATOR'))
    await hospital.sql`insert into platform.practitioner (id, institution_id, name, pinyin, role, title, title_rank, enabled, standing)
      select gen_random_uuid(), (select id from platform.institution where kind = 'MAIN' limit 1), '医生' || n, 'ys' || n, 'DOCTOR', '主治医师', 3, true, 'APPROVED' from generate_series(1, ${DOCTORS}) n`
  }, 300_000)
  afterAll(async () => { await hospital?.close() })

  it.each(['LINK', 'WECHAT_TEMPORARY'])('%s: each doctor has his own, every picture says it, and the list names them all', async (channel) => {
    const targetIds = (await hospital.sql`select id from platform.practitioner where name ~ '^医生[0-9]+$'`).map(({ id }) => id as string)
    const begun = Date.now()
    const { createQrCodes } = await operator.mutate('mutation ($input: CreateQrCodesInput!) { createQrCodes(input: $input) { id } }', { input: { target: 'DOCTOR', channel, campaign: '千人义诊', targetIds, ...(channel !== 'LINK' && { holdsDays: 7 }) } })
    const job = await until(async () => {
      const found = (await operator.query('query ($id: ID!) { job(id: $id) { state done total messages file { name url } } }', { id: createQrCodes.id })).job
      return ['SUCCEEDED', 'FAILED'].includes(found.state) && found
    }, 300_000)
    const seconds = (Date.now() - begun) / 1000
    expect(job).toMatchObject({ state: 'SUCCEEDED', done: DOCTORS, total: DOCTORS })
    const bytes = new Uint8Array(await (await operator.open(job.file.url)).arrayBuffer())
    const files = unzipSync(bytes)
    console.log(`${DOCTORS} codes (${channel}): ${seconds.toFixed(1)} s, ${(bytes.length / 1e6).toFixed(1)} MB`)
    const pictures = Object.keys(files).filter((name) => name.endsWith('.png'))
    expect(pictures).toHaveLength(DOCTORS)
    const rows = await hospital.sql`select c.url, p.name from platform.qr_code c join platform.practitioner p on p.id = c.target_id where c.job_id = ${createQrCodes.id}`
    const urlOf = new Map(rows.map(({ name, url }) => [name as string, url as string]))
    expect(new Set(urlOf.values()).size).toBe(DOCTORS)
    for (const picture of pictures) expect(await decode(files[picture]!), picture).toBe(urlOf.get(/医生\d+/.exec(picture)![0]))
    const sheet = strFromU8(unzipSync(files['二维码清单.xlsx']!)['xl/worksheets/sheet1.xml']!)
    expect(sheet.match(/<row /g)).toHaveLength(DOCTORS + 1)
    expect(seconds).toBeLessThan(120)
  }, 900_000)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patientViewer } from '@hospital/subgraph/testing'
import { openTestHospital, type TestHospital } from './hospital.ts'

let hospital: TestHospital
beforeAll(async () => { hospital = await openTestHospital() })
afterAll(async () => { await hospital?.close() })

describe('the gateway', () => {
  it('answers health and readiness', async () => {
    expect((await fetch(`${hospital.url}/health`)).status).toBe(200)
    expect(await (await fetch(`${hospital.url}/ready`)).json()).toEqual({ status: 'ready' })
  })

  it('answers the graph to anyone where the field is public', async () => {
    await hospital.sql`insert into nursing.homecare_item (id, code, name, category, price_fen, duration_minutes) values (gen_random_uuid(), 'H1', '静脉采血', '采集标本', 9800, 30)`
    expect(await hospital.anonymous.query('{ homecareItems { totalCount nodes { name priceFen } } }')).toEqual({ homecareItems: { totalCount: 1, nodes: [{ name: '静脉采血', priceFen: 9800 }] } })
  })

  it('seeds', async () => {
    await hospital.seed()
    console.log(JSON.stringify(await hospital.anonymous.query('{ institutions { name } departments(first: 3) { totalCount nodes { name institution { name } } } practitioners(first: 2) { totalCount nodes { name title } } }')))
  }, 100_000)

  it('knows who a session is', async () => {
    const patient = await hospital.as(patientViewer())
    expect((await patient.query('{ homecareItems { totalCount } }')).homecareItems.totalCount).toBe(17)
  })
})

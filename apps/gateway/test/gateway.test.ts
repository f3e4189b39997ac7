import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHospital, type TestHospital } from './hospital.ts'

let hospital: TestHospital
beforeAll(async () => { hospital = await openTestHospital() })
afterAll(async () => { await hospital?.close() })

const COUNTS = '{ practitioners { totalCount } departments { totalCount } homecareItems { totalCount } }'

describe('the hospital', () => {
  it('answers health and readiness', async () => {
    expect((await fetch(`${hospital.url}/health`)).status).toBe(200)
    expect(await (await fetch(`${hospital.url}/ready`)).json()).toEqual({ status: 'ready' })
  })

  it('shows the demonstration after seeding, and seeds once', async () => {
    await hospital.seed()
    const counts = await hospital.anonymous.query(COUNTS)
    expect(counts.practitioners.totalCount).toBeGreaterThanOrEqual(120)
    expect(counts.departments.totalCount).toBeGreaterThanOrEqual(40)
    await hospital.seed()
    expect(await hospital.anonymous.query(COUNTS)).toEqual(counts)
  }, 100_000)

  it('signs in the demonstration staff by password and authenticator', async () => {
    const doctor = await hospital.signInStaff('chenliqun')
    expect((await doctor.query('{ staffMe { name kind practitioner { name title } permissions } }')).staffMe).toMatchObject({ practitioner: { name: '陈立群', title: '主任医师' } })
    const admin = await hospital.signInStaff('admin')
    expect((await admin.query('{ auditEntries(first: 1) { totalCount } }')).auditEntries.totalCount).toBeGreaterThan(0)
  })

  it('signs in the demonstration account with its three persons', async () => {
    const patient = await hospital.signInPatient('13800000001')
    const { me } = await patient.query('{ me { patients { name maskedIdCard cards { kind number } orders(first: 1) { totalCount } appointments(first: 1) { totalCount } } } }')
    expect(me.patients.map(({ name }: { name: string }) => name).sort()).toEqual(['周小雨', '周建国', '周文静'].sort())
    expect(me.patients[0].cards.length).toBeGreaterThan(0)
  })
})

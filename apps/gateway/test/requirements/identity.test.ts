import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.signInStaff('operator')
}, 300_000)
afterEach(() => hospital?.sandbox.heal())
afterAll(async () => { await hospital?.close() })

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
let people = 0
function idCardOf(birth = '19800101'): string {
  const first = `330110${birth}${String(++people).padStart(3, '0')}`
  return first + '10X98765432'[[...first].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]
}

const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id name hisPatientId recordNumber hisState maskedIdCard cards { id kind number isDefault } } }'
const ME = '{ me { id maskedPhone patientLimit patients { id name relationship isMinor guardianName isDefault } } }'
const SYNC = 'mutation { startHisSync { id state } }'
const JOB = 'state total done added changed unchanged failed messages'
const person = (part: object = {}) => ({ input: { name: '吴若兰', idCard: idCardOf(), relationship: 'OTHER', ...part } })
const jobOf = async (id: string) => (await operator.query(`query ($id: ID!) { job(id: $id) { ${JOB} } }`, { id })).job

describe('[A1-02] the directory is synchronised from HIS', () => {
  it('shows its progress live, counts, and changes nothing the second time', async () => {
    for (let run = 1; run <= 2; run++) {
      const { startHisSync: { id } } = await operator.mutate(SYNC)
      const stream = await operator.subscribe<{ jobProgress: { state: string; done: number } }>(`subscription ($id: ID!) { jobProgress(id: $id) { ${JOB} } }`, { id })
      await stream.nextThat(({ jobProgress: { state } }) => state === 'SUCCEEDED', 60_000)
      const done = stream.events.map(({ jobProgress }) => jobProgress.done)
      expect(done).toEqual([...done].sort((a, b) => a - b))
      await stream.close()
      const { added, changed, unchanged, failed } = await jobOf(id)
      if (run === 2) expect({ added, changed, failed }).toEqual({ added: 0, changed: 0, failed: 0 })
      expect(unchanged).toBeGreaterThan(160)
    }
  }, 180_000)

  it('fails with a sentence when HIS is down, keeps what there was, and can be run again', async () => {
    const count = async () => (await operator.query('{ departments { totalCount } practitioners { totalCount } }'))
    const before = await count()
    await hospital.sandbox.break('his', { mode: 'down' })
    const { startHisSync: { id } } = await operator.mutate(SYNC)
    const failed = await until(async () => { const job = await jobOf(id); return job.state === 'FAILED' && job }, 30_000)
    expect(failed.messages[0]).toContain('医院信息系统暂时无法连接')
    expect(await count()).toEqual(before)
    await hospital.sandbox.heal()
    const { startHisSync: again } = await operator.mutate(SYNC)
    expect(again.id).not.toBe(id)
    await until(async () => (await jobOf(again.id)).state === 'SUCCEEDED', 60_000)
  }, 120_000)

  it('is for those whose role has it, and is in the log', async () => {
    expect(await (await hospital.signInStaff('accountant')).refused(SYNC)).toBe('FORBIDDEN')
    expect(await (await hospital.signInStaff('chenliqun')).refused(SYNC)).toBe('FORBIDDEN')
    expect(await hospital.anonymous.refused(SYNC)).toBe('UNAUTHENTICATED')
    const { auditEntries } = await until(async () => {
      const found = await operator.query('{ auditEntries(filter: { action: "directory.sync", actor: "沈运营" }) { nodes { actorName ip subjectType } } }')
      return found.auditEntries.nodes.length > 0 && found
    })
    expect(auditEntries.nodes[0]).toMatchObject({ actorName: '沈运营', subjectType: 'Job' })
  })
})

describe('a patient signs in by text message', () => {
  it('the code works once, and a session that was signed out is forgotten at once', async () => {
    const phone = '13500000001'
    const client = await hospital.signInPatient(phone)
    expect((await client.query(ME)).me).toMatchObject({ maskedPhone: '135****0001', patientLimit: 8, patients: [] })
    const [code] = (await hospital.sandbox.lastSms(phone))!.params
    expect(await hospital.anonymous.refused('mutation ($code: String!) { signInBySms(input: { phone: "13500000001", code: $code, agreed: true }) { accessToken } }', { code })).toBe('SMS_CODE_EXPIRED')
    await client.mutate('mutation { signOut }')
    await until(async () => (await client.send(ME)).errors?.[0]?.extensions.code === 'SESSION_EXPIRED', 2_000)
  })

  it('the provider down is said in words', async () => {
    await hospital.sandbox.break('sms', { mode: 'down' })
    expect(await hospital.anonymous.refused('mutation { requestSmsCode(input: { phone: "13500000002" }) { retryAfterSeconds } }')).toBe('SMS_FAILED')
  })
})

describe('[A1-08] [A1-09] persons cared for and their records', () => {
  it('a person gets a record in HIS; one already there is matched; the session may act for it at once', async () => {
    const idCard = idCardOf()
    const known = await hospital.sandbox.connectors.his.createPatient({ idCard, name: '吴若兰', gender: Number(idCard[16]) % 2 ? 'MALE' : 'FEMALE', birthDate: '1980-01-01' })
    const client = await hospital.signInPatient('13500000003')
    const { addPatient } = await client.mutate(ADD, person({ idCard, relationship: 'SELF' }))
    expect(addPatient).toMatchObject({ hisPatientId: known.hisPatientId, recordNumber: known.recordNumber, hisState: 'RECORDED' })
    expect(addPatient.maskedIdCard).not.toContain(idCard.slice(6, 14))
    const input = { patientId: addPatient.id, textKey: 'consultation.text.consent', version: 1, subjectType: 'Consultation' }
    await until(async () => (await client.send('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }', { input })).data, 2_000)
  })

  it('HIS down keeps nothing; a lost answer is found again', async () => {
    const client = await hospital.signInPatient('13500000004')
    await hospital.sandbox.break('his', { mode: 'down' })
    expect(await client.refused(ADD, person())).toBe('HIS_UNAVAILABLE')
    await hospital.sandbox.heal()
    expect((await client.query(ME)).me.patients).toEqual([])
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    const { addPatient } = await client.mutate(ADD, person())
    expect(addPatient.hisState).toBe('RECORDED')
  }, 60_000)

  it('checks name, number and guardian, keeps the limit, and says which field is wrong', async () => {
    const client = await hospital.signInPatient('13500000005')
    const answer = async (part: object) => (await client.send(ADD, person(part))).errors?.[0]?.extensions
    const right = idCardOf()
    expect(await answer({ idCard: right.slice(0, 17) + (right.endsWith('1') ? '2' : '1') })).toMatchObject({ code: 'ID_CARD_INVALID', details: { field: 'idCard' } })
    expect(await answer({ name: 'Wu' })).toMatchObject({ code: 'NAME_INVALID', details: { field: 'name' } })
    const child = { idCard: idCardOf('20200101'), relationship: 'CHILD' }
    expect(await answer(child)).toMatchObject({ code: 'GUARDIAN_REQUIRED' })
    expect(await answer({ ...child, guardian: { name: '吴若兰', idCard: idCardOf('20150101'), phone: '13500000005' } })).toMatchObject({ code: 'GUARDIAN_INVALID' })
    await client.mutate(ADD, person({ ...child, guardian: { name: '吴若兰', idCard: idCardOf(), phone: '13500000005' } }))
    expect(await answer(child)).toMatchObject({ code: 'GUARDIAN_REQUIRED' })
    for (let i = 1; i < 8; i++) await client.mutate(ADD, person())
    expect(await answer({})).toMatchObject({ code: 'PATIENT_LIMIT', details: { limit: 8 } })
    expect((await client.query(ME)).me.patients).toHaveLength(8)
  }, 60_000)

  it('another account sees and changes nothing of them', async () => {
    const [owner, stranger] = [await hospital.signInPatient('13500000006'), await hospital.signInPatient('13500000007')]
    const { addPatient: { id } } = await owner.mutate(ADD, person())
    expect((await owner.query('query ($id: ID!) { patient(id: $id) { name appointments { totalCount } } }', { id })).patient).toMatchObject({ name: '吴若兰', appointments: { totalCount: 0 } })
    expect((await stranger.query('query ($id: ID!) { patient(id: $id) { name } }', { id })).patient).toBeNull()
    expect((await (await hospital.signInStaff('linruonan')).query('query ($id: ID!) { patient(id: $id) { name } }', { id })).patient).toBeNull()
    expect(await stranger.refused('mutation ($id: ID!) { removePatient(id: $id) }', { id })).toBe('NOT_FOUND')
    await owner.mutate('mutation ($id: ID!) { removePatient(id: $id) }', { id })
    expect((await owner.query(ME)).me.patients).toEqual([])
  })
})

describe('[A1-10] cards', () => {
  it('come from HIS; their order and the default persist', async () => {
    const client = await hospital.signInPatient('13500000008')
    const { addPatient: { id, cards } } = await client.mutate(ADD, person())
    const kinds = cards.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['HOSPITAL', 'RECORD']))
    const order = cards.map((card: { id: string }) => card.id).reverse()
    await client.mutate('mutation ($id: ID!, $order: [ID!]!) { sortCards(patientId: $id, cardIds: $order) { id } }', { id, order })
    await client.mutate('mutation ($id: ID!) { setDefaultCard(id: $id) { id } }', { id: order[0] })
    const { refreshCards } = await client.mutate('mutation ($id: ID!) { refreshCards(patientId: $id) { cards { id isDefault } } }', { id })
    expect(refreshCards.cards).toEqual(order.map((one: string, at: number) => ({ id: one, isDefault: at === 0 })))
  })
})

describe('[R17] staff sign in with password and code', () => {
  it('a doctor is a practitioner with a doctor\'s permissions; wrong passwords lock, and the log has it', async () => {
    const doctor = await hospital.signInStaff('chenliqun')
    const { staffMe } = await doctor.query('{ staffMe { kind name practitioner { title departments { name } } permissions } }')
    expect(staffMe).toMatchObject({ kind: 'PRACTITIONER', name: '陈立群', practitioner: { title: '主任医师' }, permissions: expect.arrayContaining(['queue:call']) })
    const wrong = () => hospital.anonymous.refused('mutation { signInStaff(input: { login: "admin", password: "wrong" }) { challenge } }')
    for (let i = 0; i < 4; i++) expect(await wrong()).toBe('PASSWORD_WRONG')
    expect(await wrong()).toBe('ACCOUNT_LOCKED')
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "staff.locked" }) { totalCount } }')).auditEntries.totalCount > 0)
  })
})

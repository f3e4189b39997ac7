import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { fileOwner } from '@hospital/files/owner'
import { doctorViewer, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { keepUpload } from '../../../../packages/files/test/upload.ts'
import { act, deliver, eventsOf, giveConsent, openClinical, request, setService } from '../../test/consultation.scenario.ts'

let clinical: TestSubgraph
beforeAll(async () => { clinical = await openClinical() })
afterAll(() => clinical?.close())

const given = async (settings: Parameters<typeof setService>[2] = {}) => {
  const doctor = doctorViewer()
  await setService(clinical, doctor, settings)
  return { doctor, patient: patientViewer() }
}
const receipt = (owner: string, id = newId()) => keepUpload(clinical.installation, { id, owner, now: clinical.clock.now() })

describe('[C1-04] asking a doctor', () => {
  it('makes a consultation to be paid for within a quarter of an hour, and its order', async () => {
    const { doctor, patient } = await given()
    const file = newId()
    const { consultation } = await request(clinical, patient, doctor.practitionerId, { uploadReceipts: [await receipt(fileOwner(patient)!, file)] })
    expect(consultation).toMatchObject({ status: 'AWAITING_PAYMENT', priceFen: 4900, messagesLeft: 20, attachmentIds: [file], availableActions: ['cancelConsultation'], number: expect.stringMatching(/^ZX\d{15}$/) })
    expect(new Date(consultation!.payUntil).getTime() - clinical.clock.now().getTime()).toBeGreaterThan(14 * 60_000)
    const [order, ...more] = await eventsOf(clinical, consultation!.id, 'order.due')
    expect(more).toEqual([])
    expect(order).toMatchObject({ kind: 'CONSULTATION', amountFen: 4900, accountId: patient.accountId, patientId: patient.patientIds[0], practitionerId: doctor.practitionerId, payUntil: consultation!.payUntil })
  })

  it.each([
    ['too short a description', { description: '头晕' }, 'DESCRIPTION_INVALID'], ['a description of blanks', { description: ' '.repeat(50) }, 'DESCRIPTION_INVALID'],
    ['too long a description', { description: '晕'.repeat(501) }, 'DESCRIPTION_INVALID'], ['ten attachments', { uploadReceipts: Array(10).fill('x') }, 'INVALID_INPUT'],
    ['a forged receipt', { uploadReceipts: ['x.y.z'] }, 'UPLOAD_INVALID'], ['a doctor who offers nothing', { practitionerId: newId() }, 'CONSULTATION_CLOSED'],
    ['no doctor', { practitionerId: 'x' }, 'CONSULTATION_CLOSED'], ['a kind not offered', { kind: 'VIDEO' }, 'CONSULTATION_CLOSED'], ['a person of another account', { patientId: newId() }, 'NOT_FOUND'],
  ])('refuses %s', async (_what, input, code) => {
    const { doctor, patient } = await given()
    expect((await request(clinical, patient, doctor.practitionerId, input)).code).toBe(code)
  })

  it('refuses an upload of somebody else', async () => {
    const { doctor, patient } = await given()
    expect((await request(clinical, patient, doctor.practitionerId, { uploadReceipts: [await receipt('account:other')] })).code).toBe('UPLOAD_INVALID')
  })

  it('refuses a closed service, and an open one out of its hours', async () => {
    const closed = await given({ enabled: false })
    expect((await request(clinical, closed.patient, closed.doctor.practitionerId)).code).toBe('CONSULTATION_CLOSED')
    clinical.clock.set(hospitalInstant(hospitalDay(clinical.clock.now()), '12:00'))
    const early = await given({ hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '08:00', end: '12:00' })) })
    expect((await request(clinical, early.patient, early.doctor.practitionerId)).code).toBe('CONSULTATION_OUT_OF_HOURS')
    clinical.clock.advance(-60_000)
    expect((await request(clinical, early.patient, early.doctor.practitionerId)).code).toBeUndefined()
  })

  it('[R6] refuses without consent: none, of another person, to another form; waits for one that is on its way', async () => {
    const { doctor, patient } = await given()
    const ask = async (consentId: string) => (await request(clinical, patient, doctor.practitionerId, { consentId })).code
    expect(await ask('none')).toBe('CONSENT_REQUIRED')
    expect(await ask(await giveConsent(clinical, newId()))).toBe('CONSENT_REQUIRED')
    expect(await ask(await giveConsent(clinical, patient.patientIds[0]!, { textKey: 'user.agreement' }))).toBe('CONSENT_REQUIRED')
    const consentId = newId()
    const asking = ask(consentId)
    setTimeout(() => void deliver(clinical, 'consent.given', { consentId, patientId: patient.patientIds[0]!, textKey: 'consultation.text.consent', version: 1, subjectType: 'Consultation', subjectId: null }), 300)
    expect(await asking).toBeUndefined()
  })

  it('refuses a restricted account until the restriction is over', async () => {
    const { doctor, patient } = await given()
    const until = (ms: number) => ({ ...patient, restrictedUntil: new Date(clinical.clock.now().getTime() + ms).toISOString() })
    expect((await request(clinical, until(60_000), doctor.practitionerId)).code).toBe('RESTRICTED')
    expect((await request(clinical, until(-60_000), doctor.practitionerId)).code).toBeUndefined()
  })

  it('lets a person have one running consultation with a doctor, however many are asked for at once', async () => {
    const { doctor, patient } = await given()
    const consentId = await giveConsent(clinical, patient.patientIds[0]!)
    const asked = await Promise.all(Array.from({ length: 10 }, () => request(clinical, patient, doctor.practitionerId, { consentId })))
    const made = asked.filter(({ consultation }) => consultation)
    expect(made.length).toBe(1)
    const refused = asked.filter(({ code }) => code === 'CONSULTATION_DUPLICATE')
    expect(refused.length).toBe(9)
    expect(refused[0]!.details).toEqual({ consultationId: made[0]!.consultation!.id })
    const { data } = await clinical.execute<{ _entities: { services: { remainingToday: number }[] }[] }>(patient, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Practitioner { services { remainingToday } } } }', { r: [{ __typename: 'Practitioner', id: doctor.practitionerId }] })
    expect(data!._entities[0]!.services).toEqual([{ remainingToday: 49 }])
  })

  it('[C1-01] never gives more than the day\'s places: of forty at once five get one', async () => {
    const { doctor } = await given({ dailyLimit: 5 })
    const asked = await Promise.all(Array.from({ length: 40 }, () => request(clinical, patientViewer(), doctor.practitionerId)))
    expect(asked.filter(({ consultation }) => consultation).length).toBe(5)
    expect(asked.filter(({ code }) => code === 'CONSULTATION_LIMIT').length).toBe(35)
  })

  it('[C1-01] gives the place back when nobody paid', async () => {
    const { doctor, patient } = await given({ dailyLimit: 1 })
    const { consultation } = await request(clinical, patient, doctor.practitionerId)
    expect((await request(clinical, patientViewer(), doctor.practitionerId)).code).toBe('CONSULTATION_LIMIT')
    await act(clinical, patient, 'cancelConsultation', consultation!.id)
    expect((await request(clinical, patientViewer(), doctor.practitionerId)).code).toBeUndefined()
  })

  it('keeps its price and count when the doctor changes them', async () => {
    const { doctor, patient } = await given()
    const { consultation } = await request(clinical, patient, doctor.practitionerId)
    await setService(clinical, doctor, { priceFen: 100, messageLimit: 1 })
    const { data } = await clinical.execute(patient, 'query ($id: ID!) { consultation(id: $id) { priceFen messageLimit } }', { id: consultation!.id })
    expect(data).toEqual({ consultation: { priceFen: 4900, messageLimit: 20 } })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@hospital/database/identifier'
import type { TestSubgraph } from '@hospital/subgraph/testing'
import { act, deliver, eventsOf, givenConsultation, openClinical, pay, read, type Story } from '../../test/consultation.scenario.ts'

let clinical: TestSubgraph
beforeAll(async () => { clinical = await openClinical() })
afterAll(() => clinical?.close())

const HOUR = 3_600_000
const minutesUntil = (instant: string | null) => Math.round((new Date(instant!).getTime() - clinical.clock.now().getTime()) / 60_000)
const statusOf = async ({ id, patient }: Story) => (await read(clinical, patient, id))!.status
const withdrawn = (story: Story) => eventsOf(clinical, story.id, 'subject.withdrawn')
const delivered = (story: Story) => eventsOf(clinical, story.id, 'subject.delivered')
const closed = (story: Story) => eventsOf(clinical, story.id, 'consultation.closed')
const notified = async (story: Story) => (await eventsOf(clinical, story.id, 'notice.due')).map(({ event, accountId }) => `${event} ${accountId ? 'patient' : 'doctor'}`)
const says = ({ id }: Story, sender: 'PATIENT' | 'PRACTITIONER', sequence: number) =>
  deliver(clinical, 'conversation.message', { conversationId: newId(), subjectType: 'Consultation', subjectId: id, sender, sequence, at: clinical.clock.now().toISOString() })

describe('[C1-04] a paid consultation', () => {
  it('opens the room, lets the doctor know who the patient is, and waits a day for the doctor', async () => {
    const story = await givenConsultation(clinical, 'WAITING')
    expect(await eventsOf(clinical, story.id, 'consultation.opened')).toMatchObject([{ patientId: story.patient.patientIds[0], accountId: story.patient.accountId, practitionerId: story.doctor.practitionerId, messageLimit: 20 }])
    const care = await eventsOf(clinical, story.id, 'care.started')
    expect(care).toMatchObject([{ practitionerId: story.doctor.practitionerId }, { practitionerId: story.doctor.practitionerId }])
    expect(minutesUntil(care[0]!.until)).toBe(30)
    expect(minutesUntil(care[1]!.until)).toBe(365 * 24 * 60)
    expect(await notified(story)).toEqual(['consultation.waiting doctor'])
    const seen = await read(clinical, story.doctor, story.id)
    expect(seen).toMatchObject({ status: 'WAITING', availableActions: ['acceptConsultation', 'refuseConsultation'] })
    expect(minutesUntil(seen!.respondUntil)).toBe(24 * 60)
  })

  it('[R16] sends nothing of the condition through jobs', async () => {
    await givenConsultation(clinical, 'WAITING')
    expect(JSON.stringify(await clinical.waitingJobs())).not.toContain('头晕')
  })

  it('opens once, however often the payment is told', async () => {
    const story = await givenConsultation(clinical, 'AWAITING_PAYMENT')
    const delivery = newId()
    await pay(clinical, story, delivery)
    await pay(clinical, story, delivery)
    await pay(clinical, story)
    expect((await eventsOf(clinical, story.id, 'consultation.opened')).length).toBe(1)
    expect(await withdrawn(story)).toEqual([])
  })

  it('is accepted and runs for two days, then ends by itself and is settled', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE')
    expect(minutesUntil((await read(clinical, story.patient, story.id))!.endsAt)).toBe(48 * 60)
    clinical.clock.advance(48 * HOUR - 60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('ACTIVE')
    clinical.clock.advance(120_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('COMPLETED')
    expect(await delivered(story)).toMatchObject([{ orderId: story.orderId }])
    expect(await closed(story)).toMatchObject([{ notice: '咨询时间已到，咨询已结束。' }])
    expect(await withdrawn(story)).toEqual([])
    expect((await eventsOf(clinical, story.id, 'care.ended')).length).toBe(1)
  })

  it('is ended by the doctor', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE')
    expect((await act(clinical, story.doctor, 'completeConsultation', story.id)).consultation).toMatchObject({ status: 'COMPLETED', availableActions: [] })
    expect((await delivered(story)).length).toBe(1)
    expect((await act(clinical, story.doctor, 'completeConsultation', story.id)).code).toBe('WRONG_STATE')
    clinical.clock.advance(49 * HOUR)
    await clinical.runJobs()
    expect((await delivered(story)).length).toBe(1)
  })

  it('is refused with a reason and refunded', async () => {
    const story = await givenConsultation(clinical, 'WAITING')
    expect((await act(clinical, story.doctor, 'refuseConsultation', story.id, '   ')).code).toBe('INVALID_INPUT')
    expect((await act(clinical, story.doctor, 'refuseConsultation', story.id, '建议到院面诊')).consultation).toMatchObject({ status: 'REFUSED', refusalReason: '建议到院面诊' })
    expect((await withdrawn(story)).length).toBe(1)
    expect(await closed(story)).toMatchObject([{ notice: '医生未能接诊，咨询已结束。费用将原路退回。' }])
    expect(await notified(story)).toContain('consultation.refused patient')
  })

  it('is refunded when the doctor does not accept within a day', async () => {
    const story = await givenConsultation(clinical, 'WAITING')
    clinical.clock.advance(24 * HOUR - 60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('WAITING')
    clinical.clock.advance(60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('UNANSWERED')
    expect(await withdrawn(story)).toMatchObject([{ orderId: story.orderId, reason: '医生超时未接诊' }])
    expect(await notified(story)).toEqual(expect.arrayContaining(['consultation.unanswered patient', 'consultation.unanswered doctor']))
  })

  it('is refunded also when the service was down at that moment, and can no longer be accepted before it is', async () => {
    const story = await givenConsultation(clinical, 'WAITING')
    clinical.clock.advance(72 * HOUR)
    expect((await act(clinical, story.doctor, 'acceptConsultation', story.id)).code).toBe('CONFLICT')
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('UNANSWERED')
    expect((await withdrawn(story)).length).toBe(1)
  })

  it('does nothing at a deadline that has moved or passed by', async () => {
    const story = await givenConsultation(clinical, 'WAITING')
    await clinical.subgraph.jobs['clinical.lapseConsultation']!({ id: story.id })
    expect(await statusOf(story)).toBe('WAITING')
    await act(clinical, story.doctor, 'acceptConsultation', story.id)
    clinical.clock.advance(25 * HOUR)
    await clinical.subgraph.jobs['clinical.lapseConsultation']!({ id: story.id })
    expect(await statusOf(story)).toBe('ACTIVE')
  })

  it('is taken back by the patient while waiting, with the money; not once it is accepted', async () => {
    const waiting = await givenConsultation(clinical, 'WAITING')
    expect((await act(clinical, waiting.patient, 'cancelConsultation', waiting.id)).consultation?.status).toBe('CANCELLED')
    expect((await withdrawn(waiting)).length).toBe(1)
    expect((await closed(waiting)).length).toBe(1)
    expect(await notified(waiting)).toContain('consultation.cancelled doctor')
    const active = await givenConsultation(clinical, 'ACTIVE')
    expect((await act(clinical, active.patient, 'cancelConsultation', active.id)).code).toBe('WRONG_STATE')
  })

  it('goes one way when the doctor accepts and the patient cancels at once', async () => {
    for (let i = 0; i < 10; i++) {
      const story = await givenConsultation(clinical, 'WAITING')
      const [accepted, cancelled] = await Promise.all([act(clinical, story.doctor, 'acceptConsultation', story.id), act(clinical, story.patient, 'cancelConsultation', story.id)])
      expect([accepted.code, cancelled.code].filter(Boolean)).toEqual(['WRONG_STATE'])
      expect((await withdrawn(story)).length).toBe(cancelled.code ? 0 : 1)
    }
  })

  it('ends when the hospital refunds it in full', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE')
    const refunded = (full: boolean) => deliver(clinical, 'order.refunded', { orderId: story.orderId, subjectType: 'Consultation', subjectId: story.id, refundFen: 100, full, at: clinical.clock.now().toISOString() })
    await refunded(false)
    expect(await statusOf(story)).toBe('ACTIVE')
    await refunded(true)
    expect(await statusOf(story)).toBe('CANCELLED')
    expect((await closed(story)).length).toBe(1)
  })
})

describe('[C1-04] an unpaid consultation', () => {
  it('expires after a quarter of an hour and gives its order back; a payment that still comes is refunded', async () => {
    const story = await givenConsultation(clinical, 'AWAITING_PAYMENT')
    clinical.clock.advance(15 * 60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('EXPIRED')
    expect((await withdrawn(story)).length).toBe(1)
    expect((await eventsOf(clinical, story.id, 'care.ended')).length).toBe(1)
    await pay(clinical, story)
    expect(await statusOf(story)).toBe('EXPIRED')
    expect((await withdrawn(story)).length).toBe(2)
    expect(await eventsOf(clinical, story.id, 'consultation.opened')).toEqual([])
  })

  it('follows its order when that is given up or runs out at the cashier', async () => {
    for (const [reason, status] of [['CANCELLED', 'CANCELLED'], ['EXPIRED', 'EXPIRED']] as const) {
      const story = await givenConsultation(clinical, 'AWAITING_PAYMENT')
      await deliver(clinical, 'order.closed', { orderId: story.orderId, subjectType: 'Consultation', subjectId: story.id, reason })
      expect(await statusOf(story)).toBe(status)
    }
  })

  it('is not yet for the doctor to see', async () => {
    const story = await givenConsultation(clinical, 'AWAITING_PAYMENT')
    expect(await read(clinical, story.doctor, story.id)).toBeNull()
  })
})

describe('[C1-04] the count of messages', () => {
  it('goes down with each of the patient\'s, once for each', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE', { messageLimit: 5 })
    await says(story, 'PATIENT', 3)
    await says(story, 'PRACTITIONER', 4)
    await says(story, 'PATIENT', 5)
    expect(await read(clinical, story.patient, story.id)).toMatchObject({ messagesUsed: 2, messagesLeft: 3 })
  })

  it('used up, it ends shortly after the doctor\'s answer, which he may still add to', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE', { messageLimit: 1 })
    await says(story, 'PATIENT', 3)
    expect(minutesUntil((await read(clinical, story.patient, story.id))!.endsAt)).toBe(24 * 60)
    await says(story, 'PRACTITIONER', 4)
    expect(minutesUntil((await read(clinical, story.patient, story.id))!.endsAt)).toBe(10)
    clinical.clock.advance(9 * 60_000)
    await says(story, 'PRACTITIONER', 5)
    await clinical.runJobs()
    clinical.clock.advance(9 * 60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('ACTIVE')
    clinical.clock.advance(60_000)
    await clinical.runJobs()
    expect(await statusOf(story)).toBe('COMPLETED')
    expect(await closed(story)).toMatchObject([{ notice: '消息条数已用完，咨询已结束。' }])
  })

  it('tells an answer from what was said before the last question, in whatever order the news comes', async () => {
    const story = await givenConsultation(clinical, 'ACTIVE', { messageLimit: 1 })
    await says(story, 'PRACTITIONER', 3)
    await says(story, 'PATIENT', 4)
    expect(minutesUntil((await read(clinical, story.patient, story.id))!.endsAt)).toBe(24 * 60)
    const other = await givenConsultation(clinical, 'ACTIVE', { messageLimit: 1 })
    await says(other, 'PRACTITIONER', 5)
    await says(other, 'PATIENT', 4)
    expect(minutesUntil((await read(clinical, other.patient, other.id))!.endsAt)).toBe(10)
  })

  it('used up while waiting, leaves the doctor a day for his answer', async () => {
    const story = await givenConsultation(clinical, 'WAITING', { messageLimit: 1 })
    await says(story, 'PATIENT', 3)
    await act(clinical, story.doctor, 'acceptConsultation', story.id)
    expect(minutesUntil((await read(clinical, story.patient, story.id))!.endsAt)).toBe(24 * 60)
  })
})

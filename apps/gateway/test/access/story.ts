import { randomUUID } from 'node:crypto'
import { addDays, hospitalDay, weekday } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { holdSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { until, type TestHospital } from '../hospital.ts'
import { bindWechat, newFollower } from '../wechat.ts'
import { tellKeeping } from './keeping.ts'

/** The rows of one family’s day at the hospital: what the matrix asks for. */
export interface Story {
  today: string
  patient: TestClient
  /** Type name → id, for `_entities` and arguments. */
  ids: Record<string, string>
  practitionerId: string
  institutionId: string
  consentKey: string
  consentVersion: number
}

const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))

/** A visit up to the waiting room, a visit that was given back, and a consultation in full talk, each paid for. */
export async function tellStory(hospital: TestHospital): Promise<Story> {
  // Which doctor has a clinic depends on the day of the week: this story is always Monday's.
  await hospital.advance(((8 - weekday(hospitalDay(hospital.clock.now()))) % 7) * 86_400_000)
  await hospital.seed()
  const today = hospitalDay(hospital.clock.now())
  const [patient, doctor] = [await hospital.signInPatient('13800000001'), await hospital.signInStaff('chenliqun')]
  const { staffMe: { practitioner } } = await doctor.query('{ staffMe { practitioner { id institution { id } departments { id } } } }')
  const { me } = await patient.query('{ me { id patients { id name cards { id } } } }')
  const person = me.patients.find(({ name }: { name: string }) => name === '周建国')
  const at = { hospital, patient, doctor, patientId: person.id as string, practitionerId: practitioner.id as string, departmentId: practitioner.departments[0].id as string }
  const visit = await walkIn(at, today)
  await giveBack(at, addDays(today, 1))
  const talk = await consult(at)
  const told = await complain(at)
  const owed = await owe(at)
  const named = await prove(at)
  await bindWechat(patient, await newFollower(hospital.sandbox))
  const { reports } = await patient.query('query ($p: ID!) { reports(filter: { patientId: $p }, first: 1) { nodes { id } } }', { p: person.id })
  await settleTheDay(hospital, addDays(today, -1))
  return {
    today, patient, practitionerId: practitioner.id, institutionId: practitioner.institution.id, consentKey: talk.consentKey, consentVersion: talk.consentVersion,
    ids: { Patient: person.id, Account: me.id, PatientCard: person.cards[0].id, Practitioner: practitioner.id, Department: at.departmentId, Institution: practitioner.institution.id, Report: reports.nodes[0].id, ...visit, ...owed, ...talk.ids, ...told, ...named, ...(await otherRows(hospital)), ...(await insure(hospital, visit.Order!)), ...(await tellKeeping(hospital, practitioner.id, today)) },
  }
}

/** A bill of the hospital that is ordered, a prepayment of a stay, and a paid order that is asked back. */
async function owe({ hospital: { sql }, patient, patientId }: At): Promise<Record<string, string>> {
  const { outpatientBills: { nodes: [bill] } } = await patient.query('query ($patientId: ID!) { outpatientBills(patientId: $patientId) { nodes { id amountFen } } }', { patientId })
  await patient.mutate('mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }', { input: { billIds: [bill.id], expectedFen: bill.amountFen } })
  const { payDeposit } = await patient.mutate('mutation ($input: PayDepositInput!) { payDeposit(input: $input) { id } }', { input: { patientId, amountFen: 50_000, clientKey: newId() } })
  const RefundRequest = newId()
  await sql`insert into finance.refund_request (id, order_id, kind, account_id, reason, words, amount_fen, requested_at) select ${RefundRequest}, id, kind, account_id, 'NOT_NEEDED', '', amount_fen, now() from finance."order" where paid_at is not null limit 1`
  return { OutpatientBill: bill.id, InpatientDeposit: payDeposit.id, RefundRequest }
}

interface At {
  hospital: TestHospital
  patient: TestClient
  doctor: TestClient
  patientId: string
  practitionerId: string
  departmentId: string
}

async function freeSlot({ hospital, departmentId, practitionerId }: At, day: string) {
  const { schedules } = await hospital.anonymous.query('query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { id part practitioner { id } slots { id remaining } } }', { d: departmentId, day })
  const clinic = schedules.find((one: { part: string; practitioner: { id: string } | null }) => one.part === 'MORNING' && one.practitioner?.id === practitionerId)
  return { scheduleId: clinic.id as string, slotId: clinic.slots.find(({ remaining }: { remaining: number }) => remaining > 1).id as string }
}

const orderOfConsultation = ({ patient }: At, id: string) =>
  until(async () => (await patient.query('query ($id: ID!) { consultation(id: $id) { order { id } } }', { id })).consultation.order as { id: string } | null, 20_000)

async function pay({ hospital, patient }: At, orderId: string): Promise<{ id: string; number: string }> {
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  return startPayment
}

async function book(at: At, slotId: string) {
  const { id, orderId } = await holdSlot(at.patient, slotId, at.patientId)
  const payment = await pay(at, orderId)
  await until(async () => (await at.patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === 'BOOKED', 30_000)
  return { id, orderId, payment }
}

async function walkIn(at: At, today: string): Promise<Record<string, string>> {
  const { scheduleId, slotId } = await freeSlot(at, today)
  const { id, orderId, payment } = await book(at, slotId)
  const { appointment } = await at.patient.query('query ($id: ID!) { appointment(id: $id) { checkIn { opensAt location { latitude longitude } } } }', { id })
  const { location, opensAt } = appointment.checkIn
  const wait = new Date(opensAt).getTime() - at.hospital.clock.now().getTime()
  if (wait > 0) await at.hospital.advance(wait + 1_000)
  const { checkIn } = await at.patient.mutate('mutation ($input: CheckInInput!) { checkIn(input: $input) { id queue { id } } }', { input: { appointmentId: id, ...location, accuracyMeters: 15 } })
  return { Appointment: id, Order: orderId, Payment: payment.id, Schedule: scheduleId, Slot: slotId, QueueTicket: checkIn.id, Queue: checkIn.queue.id }
}

async function giveBack(at: At, day: string): Promise<void> {
  const { id } = await book(at, (await freeSlot(at, day)).slotId)
  await at.patient.mutate('mutation ($id: ID!) { cancelAppointment(id: $id, reason: "临时有事") { id } }', { id })
  await until(async () => (await at.patient.query('query ($id: ID!) { appointment(id: $id) { order { status } } }', { id })).appointment.order.status === 'REFUNDED', 30_000)
}

async function consult(at: At) {
  const { patient, doctor, patientId, practitionerId } = at
  const { setConsultationService } = await doctor.mutate('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: { kind: 'TEXT', enabled: true, priceFen: 3000, hours: ALL_WEEK, messageLimit: 20, dailyLimit: 50 } })
  const { consultationRules: { version, consentKey } } = await patient.query('{ consultationRules(kind: TEXT) { version consentKey } }')
  const { giveConsent } = await patient.mutate('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }', { input: { patientId, textKey: consentKey, version, subjectType: 'Consultation' } })
  const { requestConsultation: { id } } = await patient.mutate('mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id } }',
    { input: { practitionerId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [], consentId: giveConsent.id } })
  await pay(at, (await orderOfConsultation(at, id)).id)
  await until(async () => (await patient.query('query ($id: ID!) { consultation(id: $id) { status } }', { id })).consultation.status === 'WAITING', 30_000)
  await until(async () => (await doctor.send('query ($id: ID!) { consultation(id: $id) { patient { name } } }', { id })).data?.consultation, 20_000)
  await doctor.mutate('mutation ($id: ID!) { acceptConsultation(id: $id) { id } }', { id })
  const room = await until(async () => (await patient.query('query ($id: ID!) { consultation(id: $id) { conversation { id } } }', { id })).consultation.conversation as { id: string } | null)
  const { sendMessage } = await patient.mutate('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: room!.id, clientId: randomUUID(), text: '您好' } })
  return { consentKey: consentKey as string, consentVersion: version as number, ids: { Consultation: id as string, Conversation: room!.id, ConversationMessage: sendMessage.id as string, Consent: giveConsent.id as string, ConsultationService: setConsultationService.id as string } }
}

/** A feedback that an operator has in hand and its author added to, and a question of one institution. */
async function complain({ hospital, patient }: At): Promise<Record<string, string>> {
  const operator = await hospital.signInStaff('operator')
  const { submitFeedback: { id } } = await patient.mutate('mutation { submitFeedback(input: { kind: PROBLEM, content: "签到时提示定位不准", contact: "微信 laozhou" }) { id } }')
  const { staffMe: { administrator } } = await operator.query('{ staffMe { administrator { id } } }')
  await operator.mutate('mutation ($id: ID!, $administratorId: ID!) { assignFeedback(id: $id, administratorId: $administratorId) { id } }', { id, administratorId: administrator.id })
  await patient.mutate('mutation ($id: ID!) { addToFeedback(id: $id, body: "在地下车库") { id } }', { id })
  const { institutions } = await hospital.anonymous.query('{ institutions { id } }')
  const { saveFaq } = await operator.mutate('mutation ($input: SaveFaqInput!) { saveFaq(input: $input) { id } }', { input: { category: 'OTHER', sortOrder: 1, question: '停车场在哪里？', answer: '门诊楼东侧。', enabled: true, institutionId: institutions[0].id } })
  return { Feedback: id, Faq: saveFaq.id }
}

const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }'
const START_CHECK = 'mutation ($input: StartIdentityCheckInput!) { startIdentityCheck(input: $input) { id } }'

/** The person is proven by a face, has a second check under way, and an electronic health card. */
async function prove({ hospital, patient, patientId }: At): Promise<Record<string, string>> {
  const consent = async (textKey: string, subjectType: string) => (await patient.mutate(CONSENT, { input: { patientId, textKey, version: 1, subjectType } })).giveConsent.id as string
  const start = async () => (await patient.mutate(START_CHECK, { input: { patientId, consentId: await consent('identity.consent', 'IdentityCheck'), returnUrl: 'http://app.test/identity' } })).startIdentityCheck.id as string
  const passed = await start()
  const { token } = (await hospital.sandbox.control<{ token: string; reference: string }[]>('faceid/checks')).find(({ reference }) => reference === passed)!
  await hospital.sandbox.control(`faceid/checks/${token}`, { outcome: 'PASS' })
  await patient.mutate('mutation ($id: ID!) { finishIdentityCheck(input: { id: $id }) { id } }', { id: passed })
  const { applyHealthCard } = await patient.mutate('mutation ($input: ApplyHealthCardInput!) { applyHealthCard(input: $input) { id } }', { input: { patientId, channel: 'ALIPAY', consentId: await consent('healthCard.consent', 'HealthCard'), nation: '汉族' } })
  const { patient: proven } = await patient.query('query ($id: ID!) { patient(id: $id) { identityProof { id } } }', { id: patientId })
  return { IdentityCheck: await start(), IdentityProof: proven.identityProof.id, HealthCard: applyHealthCard.id }
}

/** The books of a day that is over, compared with the channel’s. */
async function settleTheDay(hospital: TestHospital, day: string): Promise<void> {
  const accountant = await hospital.signInStaff('accountant')
  await accountant.mutate('mutation ($day: Date!) { reconcileDay(day: $day, channel: WECHATPAY) { id } }', { day })
}

/** The insurer was asked about the visit, and nothing came of it. */
async function insure({ sql }: TestHospital, orderId: string): Promise<Record<string, string>> {
  const InsuranceSettlement = newId()
  await sql`insert into finance.insurance_settlement (id, number, order_id, status, total_fen, fund_fen, account_fen, cash_fen, pay_ord_id, pay_token, created_at, good_until)
    select ${InsuranceSettlement}, 'YB-story', id, 'FAILED', amount_fen, 0, amount_fen, 0, 'none', 'none', now(), now() from finance.order where id = ${orderId}`
  return { InsuranceSettlement }
}

/** A test charge under way at an account, and a rule of what is offered for prescriptions. */
async function tellCashier(hospital: TestHospital): Promise<Record<string, string>> {
  const accountant = await hospital.signInStaff('accountant')
  const { paymentChannelAccounts: { nodes } } = await accountant.query('{ paymentChannelAccounts { nodes { id channel } } }')
  const { id } = nodes.find(({ channel }: { channel: string }) => channel === 'ALIPAY')
  const { startTestCharge } = await accountant.mutate('mutation ($id: ID!) { startTestCharge(accountId: $id) { id } }', { id })
  const { savePaymentOfferRule } = await accountant.mutate('mutation { savePaymentOfferRule(input: { business: PRESCRIPTION, methods: [WECHAT_H5] }) { id } }')
  return { PaymentChannelAccount: id, TestCharge: startTestCharge.id, PaymentOfferRule: savePaymentOfferRule.id }
}

/** Rows that came about by the way, found where only a test may look. */
async function otherRows(hospital: TestHospital): Promise<Record<string, string>> {
  const { sql } = hospital
  const operator = await hospital.signInStaff('operator')
  await operator.mutate('mutation { createQrCodes(input: { target: ACCOUNT, channel: LINK, campaign: "门诊大厅" }) { id } }')
  const cashier = await tellCashier(hospital)
  const first = async (from: string) => {
    const [row] = await until(async () => { const rows = await sql.unsafe(`select id from ${from} limit 1`); return rows.length ? rows : undefined }, 20_000).catch(() => { throw new Error(`No ${from}`) })
    return row!.id as string
  }
  const Refund = await first('finance.refund')
  const Reconciliation = await first('finance.reconciliation')
  const ReconciliationDifference = newId()
  await sql`insert into finance.reconciliation_difference (id, reconciliation_id, kind, subject, number, there_fen, handled_by_id)
    values (${ReconciliationDifference}, ${Reconciliation}, 'MISSING_HERE', 'PAYMENT', 'story', 1, (select id from platform.administrator where login = 'operator'))`
  await sql`update finance.refund_request set refund_id = ${Refund}`
  await sql`update clinical.consultation c set report_id = (select id from clinical.report r where r.patient_id = c.patient_id limit 1)`
  await sql`insert into finance.alert (id, at, key, kind, payment_id, refund_id, detail) select ${newId()}, now(), 'story', 'REFUND_FAILED', payment_id, id, '{}' from finance.refund where id = ${Refund}`
  return {
    ...cashier, Refund, MoneyAlert: await first('finance.alert'), LedgerEntry: await first('finance.ledger_entry where order_id is not null and payment_id is not null'), Reconciliation, ReconciliationDifference, StaffName: await first(`platform.administrator where login = 'operator'`),
    AuditEntry: await first('platform.audit_entry'), Job: await first(`platform.job where kind = 'HIS_SYNC'`), Administrator: await first(`platform.administrator where login = 'operator'`),
    SentMessage: await first(`platform.message_delivery d where event = 'appointment.booked' and channel = 'SMS' and exists (select from platform.message_attempt a where a.delivery_id = d.id)`),
    Message: await first(`platform.message where title like '%挂号%'`), Text: await first('platform.text'), QrCode: await first('platform.qr_code'), HomecareItem: await first('nursing.homecare_item'), Drug: await first('prescriptions.drug'), Diagnosis: await first('clinical.diagnosis'),
    Banner: await first('platform.banner'), Article: await first('platform.article where cover_id is not null'),
  }
}

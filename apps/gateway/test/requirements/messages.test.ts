import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { administratorViewer } from '@hospital/subgraph/testing'
import { loadKeys } from '../../../sandbox/src/keys.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let accountant: TestClient
let family: TestClient
let stranger: TestClient
let accountId: string
let today: string

const PHONE = '13800000001'
const OTHER = '13911112222'
const PATIENCE = 40_000

beforeAll(async () => {
  hospital = await openSeededHospital()
  today = hospitalDay(hospital.clock.now())
  await goTo(today, '09:30')
  operator = await hospital.signInStaff('operator')
  accountant = await hospital.signInStaff('accountant')
  family = await hospital.signInPatient(PHONE)
  stranger = await hospital.signInPatient(OTHER)
  accountId = (await family.query('{ me { id } }')).me.id
}, 300_000)
afterAll(async () => { await hospital?.close() })

const goTo = async (day: string, time: string) => hospital.advance(hospitalInstant(day, time).getTime() - hospital.clock.now().getTime())

interface Sent { id: string; event: string; channel: string; status: string; body: string; code: string | null; dueAt: string | null; insteadOf: string | null; account: { maskedPhone: string } | null; attempts: { number: number; outcome: string; provider: string; serialNo: string | null; receiptCode: string | null }[]; availableActions: string[] }

const SENT = `query ($filter: SentMessageFilter, $first: Int, $after: String) { sentMessages(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
  id event channel status body code dueAt insteadOf subjectId account { maskedPhone } availableActions attempts { number outcome provider serialNo receiptCode } } } }`
const TEMPLATES = '{ messageTemplates { event audience label source version variables { name label needed } order inApp { enabled title body } sms { enabled body tencentCode aliyunCode } wechat { enabled kind templateId keywords { key text } } } }'
const SAVE = 'mutation ($input: SaveMessageTemplateInput!) { saveMessageTemplate(input: $input) { source version inApp { title } } }'
const RESEND = 'mutation ($id: ID!) { resendMessage(id: $id) { status } }'

/** As a subgraph tells the platform, past its own business. */
async function tell(event: string, variables: Record<string, string>, more: Record<string, unknown> = {}): Promise<string> {
  const subjectId = (more.subjectId as string | undefined) ?? newId()
  const data = { event, accountId, variables, subjectType: 'Appointment', subjectId, link: '/appointments/1', ...more }
  await hospital.sql`select graphile_worker.add_job('platform.on.notice.due', ${JSON.stringify({ id: newId(), event: 'notice.due', data })}::text::json)`
  return subjectId
}
const sentAbout = async (subjectId: string): Promise<Sent[]> => (await operator.query(SENT, { first: 100 })).sentMessages.nodes.filter((one: { subjectId: string }) => one.subjectId === subjectId)
const smsAbout = (subjectId: string, status: string) => until(async () => (await sentAbout(subjectId)).find((one) => one.channel === 'SMS' && one.status === status), PATIENCE)
const outbox = (phone = PHONE) => hospital.sandbox.control<{ serialNo: string; text: string; provider: string }[]>(`sms?phone=${phone}`)
const answerNumber = (code: string) => hospital.sandbox.control('sms/numbers', { phone: PHONE, code })

const templateOf = async (event: string, audience = 'ACCOUNT') => (await operator.query(TEMPLATES)).messageTemplates.find((one: { event: string; audience: string }) => one.event === event && one.audience === audience)
/** What an operator's form sends: all that is there, with a change. */
async function inputFor(event: string, change: Record<string, object | string[]> = {}) {
  const { audience, version, inApp, sms, wechat, order } = await templateOf(event)
  const input = { event, audience, version, order, inApp, sms, wechat }
  return { ...input, ...Object.fromEntries(Object.entries(change).map(([key, value]) => [key, Array.isArray(value) ? value : { ...(input[key as keyof typeof input] as object), ...value }])) }
}
const save = async (event: string, change: Record<string, object | string[]>) => (await operator.mutate(SAVE, { input: await inputFor(event, change) })).saveMessageTemplate
const refusalOf = async (client: TestClient, source: string, variables: object) => (await client.send(source, variables as never)).errors?.[0]?.extensions
const codeOf = async (client: TestClient, source: string, variables: object = {}) => (await refusalOf(client, source, variables))?.code
const BOOKED = { when: '11月30日 09:00' }

describe('[A2-11] message templates', () => {
  it('every event that the house tells is there, with its variables; the words are checked when they are saved', async () => {
    const { messageTemplates } = await operator.query(TEMPLATES)
    expect(messageTemplates).toContainEqual(expect.objectContaining({ event: 'appointment.booked', audience: 'ACCOUNT', label: '挂号成功', source: 'HOUSE', version: 0, variables: [{ name: 'when', label: '就诊时间', needed: true }] }))
    const refused = async (change: Record<string, object | string[]>) => (await refusalOf(operator, SAVE, { input: await inputFor('appointment.booked', change) }))
    expect(await refused({ inApp: { body: '{patient}您好，{when}见' } })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'inApp.body' } })
    expect(await refused({ sms: { body: '您已成功预约。' } })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'sms.body' } })
    expect(await refused({ sms: { body: `{when}${'长'.repeat(500)}` } })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'sms.body' } })
    expect(await refused({ wechat: { enabled: true, templateId: 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlE', keywords: [{ key: 'phrase1', text: '{when}' }] } })).toMatchObject({ details: { field: 'wechat.keywords' } })
    expect(await refused({ order: ['SMS', 'SMS'] })).toMatchObject({ details: { field: 'order' } })
    const input = await inputFor('appointment.booked')
    expect(await codeOf(operator, SAVE, { input: { ...input, event: 'appointment.unheard' } })).toBe('NOT_FOUND')
    for (const client of [family, accountant]) expect(await codeOf(client, SAVE, { input })).toBe('FORBIDDEN')
    for (const client of [family, accountant]) expect(await codeOf(client, TEMPLATES)).toBe('FORBIDDEN')
  })

  it('the next message has the new words; a stale form is refused; who changed what stands in the log', async () => {
    const stale = await inputFor('appointment.booked', { inApp: { title: '旧的' } })
    expect(await save('appointment.booked', { inApp: { title: '预约好了', body: '{when}见，请带身份证。' } })).toMatchObject({ source: 'OWN', version: 1, inApp: { title: '预约好了' } })
    expect(await codeOf(operator, SAVE, { input: stale })).toBe('CONFLICT')
    const subjectId = await tell('appointment.booked', BOOKED)
    const message = await until(async () => (await family.query('{ messages(first: 20) { nodes { title body } } }')).messages.nodes.find(({ title }: { title: string }) => title === '预约好了'), PATIENCE)
    expect(message).toEqual({ title: '预约好了', body: '11月30日 09:00见，请带身份证。' })
    const sms = await smsAbout(subjectId, 'DELIVERED')
    expect(sms).toMatchObject({ account: { maskedPhone: '138****0001' }, attempts: [{ number: 1, outcome: 'ACCEPTED', provider: 'TENCENT', receiptCode: 'DELIVRD' }] })
    expect((await outbox())[0]!.text).toBe('【云溪市第一人民医院】您已成功预约11月30日 09:00的门诊，请按时到院签到。')
    const { auditEntries } = await operator.query('{ auditEntries(filter: { action: "message-template.changed" }) { nodes { before after } } }')
    expect(auditEntries.nodes[0]).toMatchObject({ before: { inApp: { title: '挂号成功' } }, after: { event: 'appointment.booked', inApp: { title: '预约好了' } } })
  })

  it('a channel that is off sends nothing, one subject is told of once', async () => {
    await save('appointment.booked', { inApp: { enabled: false }, sms: { enabled: false } })
    const silent = await tell('appointment.booked', BOOKED)
    await save('appointment.booked', { inApp: { enabled: true } })
    const loud = await tell('appointment.booked', BOOKED)
    for (let times = 0; times < 3; times++) await tell('appointment.booked', BOOKED, { subjectId: loud })
    const last = await tell('appointment.noshow', BOOKED)
    await until(async () => (await sentAbout(last)).length, PATIENCE)
    expect((await sentAbout(silent)).map(({ channel }) => channel)).toEqual([])
    expect((await sentAbout(loud)).map(({ channel, status }) => `${channel} ${status}`)).toEqual(['IN_APP DELIVERED'])
    await save('appointment.booked', { sms: { enabled: true } })
  })

  it('an institution has its own words, the others go on with the hospital’s', async () => {
    const [main] = (await operator.query('{ institutions { id } }')).institutions
    const input = await inputFor('appointment.noshow', { inApp: { title: '您没有来' } })
    await operator.mutate(SAVE, { input: { ...input, institutionId: main.id, version: 0 } })
    const [there, elsewhere] = [await tell('appointment.noshow', BOOKED, { institutionId: main.id }), await tell('appointment.noshow', BOOKED, { institutionId: newId() })]
    const titleOf = (subjectId: string) => until(async () => (await hospital.sql`select title from platform.message where subject_id = ${subjectId}`)[0]?.title as string | undefined, PATIENCE)
    expect([await titleOf(there), await titleOf(elsewhere)]).toEqual(['您没有来', '未按时就诊'])
    expect(await codeOf(operator, SAVE, { input: { ...input, institutionId: newId() } })).toBe('NOT_FOUND')
  })

  it('what the business tells comes out as before: a person on the blacklist reads why', async () => {
    const { addToBlacklist } = await operator.mutate('mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { id } }', { input: { accountId, reason: '多次爽约', lastDay: addDays(today, 3) } })
    await operator.mutate('mutation ($id: ID!) { liftFromBlacklist(id: $id, reason: "误加") { id } }', { id: addToBlacklist.id })
    const bodies = await until(async () => {
      const { nodes } = (await family.query('{ messages(first: 20, filter: { kinds: ["blacklist"] }) { nodes { title body } } }')).messages
      return nodes.length === 2 && nodes.map(({ body }: { body: string }) => body)
    }, PATIENCE)
    expect(bodies).toContain(`原因：多次爽约。${addDays(today, 3)} 结束后自动恢复，已有的服务不受影响。如有疑问，请联系医院客服。`)
  })
})

describe('[A2-12] sent messages', () => {
  it('a number that is refused for now is tried again later; one that is refused for good fails, and a person sends it again', async () => {
    await answerNumber('LimitExceeded.PhoneNumberThirtySecondLimit')
    const subjectId = await tell('appointment.booked', BOOKED)
    const waiting = await until(async () => (await sentAbout(subjectId)).find(({ channel, code }) => channel === 'SMS' && code !== null), PATIENCE)
    expect(waiting).toMatchObject({ status: 'QUEUED', code: 'LimitExceeded.PhoneNumberThirtySecondLimit', attempts: [{ outcome: 'RETRY' }], availableActions: [] })
    await answerNumber('FailedOperation.PhoneNumberInBlacklist')
    await hospital.advance(31_000)
    const failed = await smsAbout(subjectId, 'FAILED')
    expect(failed).toMatchObject({ code: 'FailedOperation.PhoneNumberInBlacklist', attempts: [{ number: 1, outcome: 'RETRY' }, { number: 2, outcome: 'REFUSED' }], availableActions: ['resend'] })
    for (const client of [family, accountant]) expect(await codeOf(client, RESEND, { id: failed.id })).toBe('FORBIDDEN')
    expect(await codeOf(operator, RESEND, { id: newId() })).toBe('NOT_FOUND')
    await answerNumber('Ok')
    expect((await operator.mutate(RESEND, { id: failed.id })).resendMessage.status).toBe('QUEUED')
    await smsAbout(subjectId, 'DELIVERED')
    expect(await codeOf(operator, RESEND, { id: failed.id })).toBe('WRONG_STATE')
  })

  it('what fails by one channel for good goes by the next that is on', async () => {
    await save('appointment.refused', { wechat: { enabled: true, templateId: 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlE', keywords: [{ key: 'time1', text: '{when}' }] }, order: ['WECHAT', 'SMS'] })
    const subjectId = await tell('appointment.refused', { ...BOOKED, reason: '医院系统没有受理' })
    const sms = await smsAbout(subjectId, 'DELIVERED')
    const wechat = (await sentAbout(subjectId)).find(({ channel }) => channel === 'WECHAT')!
    expect(wechat).toMatchObject({ status: 'FAILED', code: 'NOT_BOUND', attempts: [{ outcome: 'UNREACHABLE' }] })
    expect(sms.insteadOf).toBe(wechat.id)
  })

  it('a receipt counts once, from the secret address, about a number that it was sent to', async () => {
    await answerNumber('RECEIPT.NONE')
    const { merchant } = loadKeys(`${hospital.installation.dataFolder}/sandbox`)
    const post = async (secret: string, rows: unknown) => (await fetch(`${hospital.url}/callbacks/sms/tencent/${secret}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(rows) })).status
    const subjectId = await tell('appointment.booked', BOOKED)
    const { attempts } = await smsAbout(subjectId, 'SENT')
    const receipt = (mobile: string, status = 'SUCCESS') => [{ user_receive_time: '2026-11-30 09:00:00', nationcode: '86', mobile, report_status: status, errmsg: status === 'SUCCESS' ? 'DELIVRD' : 'MK:0001', description: '', sid: attempts[0]!.serialNo }]
    expect(await post('f'.repeat(32), receipt(PHONE))).toBe(403)
    expect(await post(merchant.aliyunSms!.callbackSecret, receipt(PHONE))).toBe(403)
    expect(await post(merchant.sms.callbackSecret, { sid: attempts[0]!.serialNo })).toBe(400)
    expect(await post(merchant.sms.callbackSecret, receipt('13700000000'))).toBe(200)
    expect(await post(merchant.sms.callbackSecret, [{ ...receipt(PHONE)[0], sid: 'unheard-of' }])).toBe(200)
    expect((await sentAbout(subjectId)).find(({ channel }) => channel === 'SMS')!.status).toBe('SENT')
    expect(await post(merchant.sms.callbackSecret, receipt(PHONE))).toBe(200)
    await smsAbout(subjectId, 'DELIVERED')
    expect(await post(merchant.sms.callbackSecret, receipt(PHONE, 'FAIL'))).toBe(200)
    await answerNumber('Ok')
    const later = await tell('appointment.booked', BOOKED)
    await smsAbout(later, 'DELIVERED')
    expect((await smsAbout(subjectId, 'DELIVERED')).code).toBe('DELIVRD')
  })

  it('a receipt that says it never arrived fails the message', async () => {
    await answerNumber('RECEIPT.MK:0001')
    const failed = await smsAbout(await tell('appointment.booked', BOOKED), 'FAILED')
    expect(failed).toMatchObject({ code: 'MK:0001', attempts: [{ outcome: 'ACCEPTED', receiptCode: 'MK:0001' }] })
    await answerNumber('Ok')
  })

  it('the second provider sends when the hospital chooses it, and its receipts are taken', async () => {
    const provider = async (value: string) => {
      const { revision } = (await operator.query('{ institutionSettings { key revision } }')).institutionSettings.find(({ key }: { key: string }) => key === 'messages.smsProvider')
      await operator.mutate('mutation ($input: SetSettingInput!) { setSetting(input: $input) { value } }', { input: { key: 'messages.smsProvider', value, revision } })
      await until(async () => (await hospital.sql`select values->>'*' as value from patients.configuration where key = 'messages.smsProvider'`)[0]?.value === value, PATIENCE)
    }
    await provider('ALIYUN')
    const sent = await until(async () => {
      const delivered = await smsAbout(await tell('appointment.booked', BOOKED), 'DELIVERED')
      return delivered.attempts[0]!.provider === 'ALIYUN' && delivered
    }, PATIENCE)
    expect(sent).toMatchObject({ code: 'DELIVERED', attempts: [{ provider: 'ALIYUN', receiptCode: 'DELIVERED' }] })
    expect((await outbox())[0]).toMatchObject({ provider: 'aliyun', text: '【云溪市第一人民医院】您已成功预约11月30日 09:00的门诊，请按时到院签到。' })
    await provider('TENCENT')
  })

  it('is read by who may: in pages, filtered, and foreign messages are nobody else’s', async () => {
    for (const client of [family, stranger, accountant]) expect(await codeOf(client, SENT)).toBe('FORBIDDEN')
    const one = (await operator.query(SENT, { first: 3 })).sentMessages
    expect(one).toMatchObject({ pageInfo: { hasNextPage: true } })
    const two = (await operator.query(SENT, { first: 3, after: one.pageInfo.endCursor })).sentMessages
    expect(two.nodes.map(({ id }: Sent) => id)).not.toEqual(expect.arrayContaining([one.nodes[0].id]))
    const failed = (await operator.query(SENT, { first: 100, filter: { status: 'FAILED', channel: 'SMS', event: 'appointment.booked', recipientIds: [accountId] } })).sentMessages.nodes as Sent[]
    expect(new Set(failed.map(({ status, channel, event }) => `${status} ${channel} ${event}`))).toEqual(new Set(['FAILED SMS appointment.booked']))
    expect((await operator.query(SENT, { filter: { recipientIds: [newId()] } })).sentMessages.totalCount).toBe(0)
  })

  it('a patient reads his own by kind, and marks all of them read', async () => {
    const ask = (client: TestClient, filter: object) => client.query('query ($filter: MessageFilter) { unreadMessages messages(first: 50, filter: $filter) { totalCount nodes { event } } }', { filter })
    expect((await ask(stranger, {})).messages.totalCount).toBe(0)
    const { unreadMessages, messages } = await ask(family, { kinds: ['appointment'] })
    expect(new Set(messages.nodes.map(({ event }: { event: string }) => event.split('.')[0]))).toEqual(new Set(['appointment']))
    expect((await stranger.mutate('mutation { markAllMessagesRead }')).markAllMessagesRead).toBe(0)
    expect((await family.mutate('mutation { markAllMessagesRead }')).markAllMessagesRead).toBe(unreadMessages)
    expect(await ask(family, { unread: true })).toMatchObject({ unreadMessages: 0, messages: { totalCount: 0 } })
  })
})

describe('[A2-13] statistics', () => {
  const STATISTICS = 'query ($filter: MessageStatisticsFilter!) { messageStatistics(filter: $filter) { total { queued sent delivered failed } days { key queued sent delivered failed } channels { key label failed } terminals { key delivered } events { key failed } } }'
  const ask = async (filter: object = {}) => (await operator.query(STATISTICS, { filter: { from: today, to: today, ...filter } })).messageStatistics

  it('the figures are those of the list, before and after they are added up; they narrow, and leave as a workbook', async () => {
    const listed = async (filter: object) => (await operator.query(SENT, { filter: { day: today, ...filter } })).sentMessages.totalCount as number
    const before = await ask()
    for (const [status, column] of [['DELIVERED', 'delivered'], ['FAILED', 'failed'], ['SENT', 'sent'], ['QUEUED', 'queued']] as const) expect(before.total[column]).toBe(await listed({ status }))
    expect(before.channels.find(({ key }: { key: string }) => key === 'SMS')).toMatchObject({ label: '短信', failed: await listed({ status: 'FAILED', channel: 'SMS' }) })
    expect(before.terminals.map(({ key }: { key: string }) => key)).toContain('H5')
    await hospital.sql`select graphile_worker.add_job('platform.foldTally', '{}'::json)`
    await until(async () => (await hospital.sql`select count(*)::int as left from platform.message_tally`)[0]!.left === 0, PATIENCE)
    expect(await ask()).toEqual(before)
    expect((await ask({ channel: 'WECHAT' })).total).toEqual({ queued: 0, sent: 0, delivered: 0, failed: 1 })
    expect(await ask({ from: addDays(today, -2) })).toMatchObject({ days: [{ key: addDays(today, -2), delivered: 0 }, { key: addDays(today, -1) }, { key: today, delivered: before.total.delivered }] })
    const { startExport } = await operator.mutate('mutation ($input: StartExportInput!) { startExport(input: $input) { id } }', { input: { list: 'messageStatistics', filter: { from: today, to: today } } })
    await until(async () => (await operator.query('query ($id: ID!) { job(id: $id) { state } }', { id: startExport.id })).job.state === 'SUCCEEDED', PATIENCE)
  })

  it('no span that runs backwards or for years; not for who may not look', async () => {
    expect(await codeOf(operator, STATISTICS, { filter: { from: today, to: addDays(today, -1) } })).toBe('INVALID_INPUT')
    expect(await codeOf(operator, STATISTICS, { filter: { from: addDays(today, -500), to: today } })).toBe('INVALID_INPUT')
    for (const client of [family, accountant]) expect(await codeOf(client, STATISTICS, { filter: { from: today, to: today } })).toBe('FORBIDDEN')
  })
})

describe('[A2-11] quiet hours', () => {
  it('what is not urgent waits for the morning, through an outage of the provider; what is urgent goes at once', async () => {
    await goTo(today, '23:00')
    // The session of the morning is over.
    operator = await hospital.as(administratorViewer('OPERATOR'))
    const [patient, urgent] = [await tell('appointment.booked', BOOKED), await tell('appointment.stopped', { ...BOOKED, refund: '' })]
    await smsAbout(urgent, 'DELIVERED')
    const waiting = await smsAbout(patient, 'QUEUED')
    expect(waiting).toMatchObject({ attempts: [], dueAt: hospitalInstant(addDays(today, 1), '07:00').toISOString() })
    expect((await sentAbout(patient)).find(({ channel }) => channel === 'IN_APP')!.status).toBe('DELIVERED')
    await hospital.sandbox.break('sms', { mode: 'down' })
    await goTo(addDays(today, 1), '07:01')
    await until(async () => (await smsAbout(patient, 'QUEUED')).attempts.length === 1, PATIENCE)
    await hospital.sandbox.heal()
    await hospital.advance(31_000)
    expect((await smsAbout(patient, 'DELIVERED')).attempts.map(({ outcome }) => outcome)).toEqual(['RETRY', 'ACCEPTED'])
  }, 150_000)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { administratorViewer } from '@hospital/subgraph/testing'
import { openLog } from '@hospital/subgraph/log'
import { loadKeys } from '../../../sandbox/src/keys.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { authorise, beginBinding, bindWechat, FINISH_BINDING, newFollower, START_BINDING, WECHAT_RETURN } from '../wechat.ts'

const lines: string[] = []
let hospital: TestHospital
let operator: TestClient
let patient: TestClient
let stranger: TestClient
let accountId: string
let today: string
let templates: Record<string, string>

const PHONE = '13800000001'
const OTHER = '13911112222'
const PATIENCE = 40_000

beforeAll(async () => {
  hospital = await openSeededHospital({ log: openLog('trace', { write: (line) => void lines.push(line) }) })
  today = hospitalDay(hospital.clock.now())
  await hospital.advance(hospitalInstant(today, '09:30').getTime() - hospital.clock.now().getTime())
  await hospital.sandbox.control('wechat/address', { url: `${hospital.url}/callbacks/wechat/push` })
  operator = await hospital.as(administratorViewer('OPERATOR'))
  patient = await hospital.signInPatient(PHONE)
  stranger = await hospital.signInPatient(OTHER)
  accountId = (await patient.query('{ me { id } }')).me.id
  templates = loadKeys(`${hospital.installation.dataFolder}/sandbox`).merchant.wechat.templates
}, 300_000)
afterAll(async () => { await hospital?.close() })

const UNBIND = 'mutation { unbindWechat }'
const MINE = '{ me { wechatBinding { maskedOpenId following boundAt } } }'

const mine = async (client: TestClient) => (await client.query(MINE)).me.wechatBinding
const finish = (client: TestClient, input: { state: string; code: string }) => client.mutate(FINISH_BINDING, { input })
const follower = () => newFollower(hospital.sandbox)
const follow = (openId: string, following: boolean) => hospital.sandbox.control('wechat/follow', { openId, following })

describe('[A2-11] binding WeChat to an account', () => {
  it('begins at WeChat’s own page and comes back to ours; whoever follows is bound, masked', async () => {
    expect(await mine(patient)).toBeNull()
    const url = new URL(await beginBinding(patient))
    expect(url.pathname).toBe('/wechat/connect/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ redirect_uri: WECHAT_RETURN, response_type: 'code', scope: 'snsapi_base', state: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(url.hash).toBe('#wechat_redirect')
    const openId = await follower()
    const { finishWechatBinding } = await finish(patient, await authorise(url.href, openId))
    expect(finishWechatBinding).toEqual({ maskedOpenId: `${openId.slice(0, 2)}****${openId.slice(-4)}`, following: true })
    expect(await mine(patient)).toMatchObject(finishWechatBinding)
    expect(await patient.mutate(UNBIND)).toEqual({ unbindWechat: true })
    expect(await patient.mutate(UNBIND)).toEqual({ unbindWechat: false })
    expect(await mine(patient)).toBeNull()
  })

  it('a page that is not ours, a foreign, used, unknown or late state, and a used or unknown code bind nobody', async () => {
    for (const returnUrl of ['http://evil.test/', 'javascript:alert(1)', '']) expect(await patient.refused(START_BINDING, { input: { returnUrl } })).toBe('INVALID_INPUT')
    expect(await hospital.anonymous.refused(START_BINDING, { input: { returnUrl: WECHAT_RETURN } })).toBe('UNAUTHENTICATED')
    expect(await operator.refused(START_BINDING, { input: { returnUrl: WECHAT_RETURN } })).toBe('FORBIDDEN')
    const openId = await follower()
    const back = await authorise(await beginBinding(patient), openId)
    expect(await stranger.refused(FINISH_BINDING, { input: back })).toBe('WECHAT_STATE_EXPIRED')
    // The same account in another browser: what one began, the other does not end.
    await hospital.advance(61_000)
    const elsewhere = await hospital.signInPatient(PHONE)
    expect(await elsewhere.refused(FINISH_BINDING, { input: back })).toBe('WECHAT_STATE_EXPIRED')
    expect(await patient.refused(FINISH_BINDING, { input: { ...back, state: 'f'.repeat(64) } })).toBe('WECHAT_STATE_EXPIRED')
    await finish(patient, back)
    expect(await patient.refused(FINISH_BINDING, { input: back })).toBe('WECHAT_STATE_EXPIRED')
    const again = await authorise(await beginBinding(patient), openId)
    expect(await patient.refused(FINISH_BINDING, { input: { state: again.state, code: back.code } })).toBe('WECHAT_CODE_INVALID')
    expect(await patient.refused(FINISH_BINDING, { input: again })).toBe('WECHAT_STATE_EXPIRED')
    expect(await patient.refused(FINISH_BINDING, { input: { ...(await authorise(await beginBinding(patient), openId)), code: 'made-up' } })).toBe('WECHAT_CODE_INVALID')
    const late = await authorise(await beginBinding(patient), openId)
    await hospital.advance(601_000)
    expect(await patient.refused(FINISH_BINDING, { input: late })).toBe('WECHAT_STATE_EXPIRED')
    await patient.mutate(UNBIND)
  })

  it('who does not agree, or does not follow, is told so; a WeChat that is away binds nobody', async () => {
    expect((await authorise(await beginBinding(patient), 'nobody')).code).toBe('')
    const back = await authorise(await beginBinding(patient), 'visitor')
    expect((await finish(patient, back)).finishWechatBinding.following).toBe(false)
    await patient.mutate(UNBIND)
    const during = await authorise(await beginBinding(patient), await follower())
    await hospital.sandbox.break('wechat', { mode: 'down' })
    expect(await patient.refused(FINISH_BINDING, { input: during })).toBe('WECHAT_UNAVAILABLE')
    await hospital.sandbox.heal()
    expect(await mine(patient)).toBeNull()
  })

  it('one WeChat is of one account: another gets it only by saying so, and the first is told', async () => {
    const openId = await follower()
    await bindWechat(patient, openId)
    const taken = await authorise(await beginBinding(stranger), openId)
    expect(await stranger.refused(FINISH_BINDING, { input: taken })).toBe('WECHAT_BOUND_ELSEWHERE')
    expect(await mine(patient)).not.toBeNull()
    await bindWechat(stranger, openId, true)
    expect([await mine(patient), await mine(stranger)]).toEqual([null, expect.objectContaining({ following: true })])
    await until(async () => (await patient.query('{ messages(first: 5) { nodes { event } } }')).messages.nodes.some(({ event }: { event: string }) => event === 'wechat.moved'), PATIENCE)
    // An account has one: the next takes the place of the one before, which is free again.
    await bindWechat(stranger, await follower())
    await bindWechat(patient, openId)
    const all = await Promise.all([patient, patient, stranger].map(async (client) => authorise(await beginBinding(client, true), openId)))
    await Promise.all(all.map((back, at) => finish([patient, patient, stranger][at]!, back).catch(() => undefined)))
    expect((await Promise.all([mine(patient), mine(stranger)])).filter((binding) => binding?.maskedOpenId.endsWith(openId.slice(-4)))).toHaveLength(1)
    for (const client of [patient, stranger]) await client.mutate(UNBIND)
  })

  it('who begins without end is slowed down', async () => {
    const codes = await Promise.all(Array.from({ length: 31 }, async () => (await stranger.send(START_BINDING, { input: { returnUrl: WECHAT_RETURN } })).errors?.[0]?.extensions.code))
    expect(codes).toContain('TOO_MANY_REQUESTS')
    await hospital.advance(3_600_001)
  })
})

interface Sent { id: string; channel: string; status: string; code: string | null; body: string; insteadOf: string | null; subjectId: string; account: { wechatBinding: { following: boolean } | null }; attempts: { outcome: string; provider: string | null; serialNo: string | null; receiptCode: string | null }[] }

const SENT = '{ sentMessages(first: 100) { nodes { id channel status code body insteadOf subjectId account { wechatBinding { following } } attempts { outcome provider serialNo receiptCode } } } }'
const TEMPLATES = '{ messageTemplates { event audience version order inApp { enabled title body } sms { enabled body tencentCode aliyunCode } wechat { enabled kind templateId keywords { key text } } } }'
const KEYWORDS = [{ key: 'thing1', text: '您已成功预约' }, { key: 'time2', text: '{when}' }, { key: 'thing3', text: '请按时到院签到' }]

/** Words "挂号成功" for WeChat, which goes first. */
async function word(wechat: object = {}): Promise<void> {
  const found = (await operator.query(TEMPLATES)).messageTemplates.find(({ event, audience }: { event: string; audience: string }) => event === 'appointment.booked' && audience === 'ACCOUNT')
  const input = { ...found, order: ['WECHAT', 'SMS'], wechat: { enabled: true, kind: 'TEMPLATE', templateId: templates.APPOINTMENT_CANCELLED, keywords: KEYWORDS, ...wechat } }
  await operator.mutate('mutation ($input: SaveMessageTemplateInput!) { saveMessageTemplate(input: $input) { version } }', { input })
}
async function tell(): Promise<string> {
  const subjectId = newId()
  const data = { event: 'appointment.booked', accountId, variables: { when: '11月30日 09:00' }, subjectType: 'Appointment', subjectId, link: '/appointments/1' }
  await hospital.sql`select graphile_worker.add_job('platform.on.notice.due', ${JSON.stringify({ id: newId(), event: 'notice.due', data })}::text::json)`
  return subjectId
}
const about = async (subjectId: string, channel: string): Promise<Sent | undefined> => (await operator.query(SENT)).sentMessages.nodes.find((one: Sent) => one.subjectId === subjectId && one.channel === channel)
/** Waits at the table: whoever asks the gateway without pause is slowed down. */
async function ended(subjectId: string, channel: 'WECHAT' | 'SMS', status: string): Promise<Sent> {
  await until(async () => (await hospital.sql`select 1 from platform.message_delivery where subject_id = ${subjectId} and channel = ${channel} and status = ${status}`).length, PATIENCE)
  return (await about(subjectId, channel))!
}
const outbox = (openId: string) => hospital.sandbox.control<{ kind: string; text: string; link: string }[]>(`wechat/messages?openId=${openId}`)
const following = (value: boolean) => until(async () => (await hospital.sql`select following from patients.wechat_binding where account_id = ${accountId}`)[0]?.following === value, PATIENCE)

describe('[A2-12] messages by WeChat', () => {
  let openId: string
  beforeAll(async () => {
    openId = await follower()
    await bindWechat(patient, openId)
    await word()
  })

  it('reaches who is bound, in the words of the template, and WeChat’s receipt says so; no text message goes', async () => {
    const subjectId = await tell()
    const sent = await ended(subjectId, 'WECHAT', 'DELIVERED')
    expect(sent).toMatchObject({ code: 'DELIVERED', body: 'thing1：您已成功预约\ntime2：11月30日 09:00\nthing3：请按时到院签到', account: { wechatBinding: { following: true } }, attempts: [{ outcome: 'ACCEPTED', provider: 'WECHAT', receiptCode: 'DELIVERED' }] })
    expect(await outbox(openId)).toMatchObject([{ kind: 'TEMPLATE', text: '预约取消通知\n就诊人：您已成功预约\n就诊时间：11月30日 09:00\n科室：请按时到院签到', link: 'http://app.test/appointments/1' }])
    expect(await about(subjectId, 'SMS')).toBeUndefined()
    const { messageStatistics } = await operator.query(`{ messageStatistics(filter: { from: "${today}", to: "${today}", channel: WECHAT }) { total { delivered failed } } }`)
    expect(messageStatistics.total).toMatchObject({ delivered: 1 })
  })

  it('a token that was ended outside is replaced on the way', async () => {
    await hospital.sandbox.control('wechat/tokens/revoke', {})
    await ended(await tell(), 'WECHAT', 'DELIVERED')
  })

  it('one that was sent but not answered is found again by our id: the person has it once', async () => {
    const before = (await outbox(openId)).length
    await hospital.sandbox.break('wechat', { mode: 'commit-then-timeout', times: 1 })
    const sent = await ended(await tell(), 'WECHAT', 'DELIVERED')
    expect(sent.attempts).toMatchObject([{ outcome: 'ACCEPTED' }])
    expect(await outbox(openId)).toHaveLength(before + 1)
  }, 60_000)

  it('a busy WeChat is asked again later; a limit of the day is no refusal', async () => {
    await hospital.sandbox.control('wechat/answers', { errcode: 45009 })
    const subjectId = await tell()
    await until(async () => (await hospital.sql`select 1 from platform.message_delivery d join platform.message_attempt a on a.delivery_id = d.id where d.subject_id = ${subjectId} and a.outcome = 'RETRY'`).length, PATIENCE)
    expect(await about(subjectId, 'WECHAT')).toMatchObject({ status: 'QUEUED', code: 'QUOTA_EXHAUSTED' })
    await hospital.advance(31_000)
    expect((await ended(subjectId, 'WECHAT', 'DELIVERED')).attempts.map(({ outcome }) => outcome)).toEqual(['RETRY', 'ACCEPTED'])
  })

  it('who does not want it, whom WeChat fails, and a template that is not there: the list says so, and the text message goes', async () => {
    for (const [status, code] of [['failed:user block', 'USER_BLOCK'], ['failed: system failed', 'SYSTEM_FAILED']] as const) {
      await hospital.sandbox.control('wechat/job-ends', { openId, status })
      const subjectId = await tell()
      const failed = await ended(subjectId, 'WECHAT', 'FAILED')
      expect(failed).toMatchObject({ code, attempts: [{ outcome: 'ACCEPTED', receiptCode: code }] })
      expect((await ended(subjectId, 'SMS', 'DELIVERED')).insteadOf).toBe(failed.id)
    }
    await hospital.sandbox.control('wechat/job-ends', { openId, status: 'success' })
    await word({ templateId: 'no_such_template' })
    const unknown = await tell()
    expect(await ended(unknown, 'WECHAT', 'FAILED')).toMatchObject({ code: 'TEMPLATE_UNKNOWN', attempts: [{ outcome: 'REFUSED' }] })
    await ended(unknown, 'SMS', 'DELIVERED')
    await word()
  })

  it('who stops following gets no more until following again; a failed one can be sent again then', async () => {
    await follow(openId, false)
    await following(false)
    const before = (await outbox(openId)).length
    const subjectId = await tell()
    const failed = await ended(subjectId, 'WECHAT', 'FAILED')
    expect(failed).toMatchObject({ code: 'NOT_FOLLOWING', attempts: [{ outcome: 'UNREACHABLE', serialNo: null }], account: { wechatBinding: { following: false } } })
    await ended(subjectId, 'SMS', 'DELIVERED')
    expect(await outbox(openId)).toHaveLength(before)
    await follow(openId, true)
    await following(true)
    await operator.mutate('mutation ($id: ID!) { resendMessage(id: $id) { status } }', { id: failed.id })
    await ended(subjectId, 'WECHAT', 'DELIVERED')
    // Where the push never came, WeChat's refusal says the same.
    await hospital.sandbox.control('wechat/answers', { errcode: 43004 })
    expect(await ended(await tell(), 'WECHAT', 'FAILED')).toMatchObject({ code: 'NOT_FOLLOWING' })
    expect((await mine(patient)).following).toBe(false)
    await follow(openId, true)
    await following(true)
  })

  it('a subscription notice goes to who agreed to one, and WeChat’s receipt says how it ended', async () => {
    await word({ kind: 'SUBSCRIBE' })
    expect(await ended(await tell(), 'WECHAT', 'FAILED')).toMatchObject({ code: 'NOT_SUBSCRIBED', attempts: [{ outcome: 'UNREACHABLE' }] })
    const counted = async () => (await operator.query(`{ messageStatistics(filter: { from: "${today}", to: "${today}", channel: WECHAT }) { total { delivered failed } } }`)).messageStatistics.total
    const before = await counted()
    await hospital.sandbox.control('wechat/agreements', { openId, templateId: templates.APPOINTMENT_CANCELLED, times: 2 })
    const sent = await ended(await tell(), 'WECHAT', 'DELIVERED')
    expect(sent).toMatchObject({ code: 'DELIVERED', attempts: [{ outcome: 'ACCEPTED', serialNo: expect.stringMatching(/^\d{19}$/), receiptCode: 'DELIVERED' }] })
    expect((await outbox(openId))[0]).toMatchObject({ kind: 'SUBSCRIBE' })
    // The same push once more says nothing new; one that is not from WeChat says nothing at all.
    await hospital.sandbox.control('wechat/trick', { openId, trick: 'duplicate' })
    await hospital.sandbox.control('wechat/trick', { openId, trick: 'forged' })
    await hospital.sandbox.control('wechat/job-ends', { openId, status: 'failed: system failed' })
    const lost = await tell()
    expect(await ended(lost, 'WECHAT', 'FAILED')).toMatchObject({ code: 'SYSTEM_FAILED', attempts: [{ outcome: 'ACCEPTED', receiptCode: 'SYSTEM_FAILED' }] })
    await ended(lost, 'SMS', 'DELIVERED')
    expect(await counted()).toEqual({ delivered: before.delivered + 1, failed: before.failed + 1 })
    await hospital.sandbox.control('wechat/job-ends', { openId, status: 'success' })
    await word()
  })

  it('who has unbound is told by text message; nobody else’s messages are seen', async () => {
    await patient.mutate(UNBIND)
    const subjectId = await tell()
    expect(await ended(subjectId, 'WECHAT', 'FAILED')).toMatchObject({ code: 'NOT_BOUND', account: { wechatBinding: null } })
    await ended(subjectId, 'SMS', 'DELIVERED')
    for (const client of [patient, stranger]) expect(await client.refused(SENT)).toBe('FORBIDDEN')
  })

  it('[R16] an openid stands nowhere as it is: not in the log, not in an event, not in a row', async () => {
    await bindWechat(patient, openId)
    const columns = await hospital.sql`select table_schema as schema, table_name as table, column_name as column from information_schema.columns
      where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('text', 'json', 'jsonb', 'ARRAY', 'bytea') and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')` as unknown as { schema: string; table: string; column: string }[]
    const found: string[] = []
    for (const { schema, table, column } of columns) {
      const rows = await hospital.sql`select 1 from ${hospital.sql(schema)}.${hospital.sql(table)} where ${hospital.sql(column)}::text like ${`%${openId}%`} limit 1`
      if (rows.length) found.push(`${schema}.${table}.${column}`)
    }
    expect(found).toEqual([])
    // What was refused is in the log, so the scan can fail.
    expect(lines.some((line) => line.includes('message not sent'))).toBe(true)
    expect(lines.filter((line) => line.includes(openId))).toEqual([])
    expect((await hospital.sql`select open_id_sealed from patients.wechat_binding`)).toHaveLength(1)
  })
})

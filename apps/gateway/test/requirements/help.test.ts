import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { wav } from '../../../../packages/files/test/recordings.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { totpCode } from '../totp.ts'
import { sweptAway } from '../unused.ts'

let hospital: TestHospital
let operator: TestClient
let service: TestClient
let patient: TestClient
let other: TestClient
let doctor: TestClient
let main: string
let branch: string
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.signInStaff('operator')
  service = await hospital.signInStaff('service')
  doctor = await hospital.signInStaff('chenliqun')
  patient = await hospital.signInPatient('13800000001')
  other = await hospital.signInPatient('13911112222')
  const { institutions } = await hospital.anonymous.query('{ institutions { id kind } }')
  main = institutions.find(({ kind }: { kind: string }) => kind === 'MAIN').id
  branch = institutions.find(({ kind }: { kind: string }) => kind === 'BRANCH').id
}, 300_000)
afterAll(async () => { await hospital?.close() })

async function upload(client: TestClient, bytes: Buffer): Promise<string> {
  const ticket = await client.ticket()
  return new Promise((resolve, reject) => new Upload(bytes as never, {
    endpoint: `${hospital.url}/uploads`, headers: { authorization: `Bearer ${ticket}` }, retryDelays: [], onError: reject, onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Receipt')!),
  }).start())
}
const picture = (client: TestClient) => sharp({ create: { width: 60, height: 40, channels: 3, background: '#0b6b8a' } }).png().toBuffer().then((bytes) => upload(client, bytes))
const pdf = (inner = '') => Buffer.from(`%PDF-1.4\n1 0 obj << /Type /Catalog ${inner} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`)

describe('[A2-08] questions that people ask often', () => {
  const find = async (filter: object, client = hospital.anonymous) => (await client.query('query ($filter: FaqFilter) { faqs(first: 50, filter: $filter) { nodes { id question category enabled version solvedCount unsolvedCount } } }', { filter })).faqs.nodes
  const SAVE = 'mutation ($input: SaveFaqInput!) { saveFaq(input: $input) { id version } }'
  const RATE = 'mutation ($id: ID!, $solved: Boolean!) { rateFaq(id: $id, solved: $solved) { helpedMe } }'
  const input = { category: 'OTHER', sortOrder: 1, question: '病案复印怎样办理？', answer: '请带身份证到病案室。', enabled: true }

  it('are found by words and by pinyin initials, in the hospital’s order', async () => {
    const all = await find({})
    expect(all.length).toBeGreaterThanOrEqual(12)
    expect(all[0].question).toBe('怎样预约挂号？')
    expect((await find({ search: 'zyyygh' })).map(({ question }: { question: string }) => question)).toEqual(['怎样预约挂号？'])
    expect((await find({ search: '退款 原路' })).length).toBeGreaterThan(0)
    expect(await find({ search: '100%_' })).toEqual([])
    expect((await find({ category: 'PERSON' })).every(({ category }: { category: string }) => category === 'PERSON')).toBe(true)
  })

  it('are kept by the console: added, ordered, switched off, changed once a version, removed; in the log', async () => {
    const { saveFaq: { id, version } } = await operator.mutate(SAVE, { input })
    expect((await find({}))[0]).toMatchObject({ id })
    expect(await operator.refused(SAVE, { input: { ...input, category: 'NONE' } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SAVE, { input: { ...input, question: ' ' } })).toBe('INVALID_INPUT')
    expect(await patient.refused(SAVE, { input })).toBe('FORBIDDEN')
    await operator.mutate(SAVE, { input: { ...input, id, version, enabled: false } })
    expect(await operator.refused(SAVE, { input: { ...input, id, version } })).toBe('CONFLICT')
    expect(await find({ search: '病案复印' })).toEqual([])
    expect(await find({ search: '病案复印', enabled: false }, patient)).toEqual([])
    expect(await patient.refused(RATE, { id, solved: true })).toBe('NOT_FOUND')
    expect((await find({ search: '病案复印' }, operator))).toMatchObject([{ enabled: false }])
    await operator.mutate('mutation ($id: ID!) { deleteFaq(id: $id) }', { id })
    expect(await operator.refused('mutation ($id: ID!) { deleteFaq(id: $id) }', { id })).toBe('NOT_FOUND')
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "faq.remove" }) { totalCount } }')).auditEntries.totalCount === 1, 20_000)
  })

  it('one reader counts once, however often and at once he says it; his last word counts', async () => {
    const [{ id }] = await find({ search: 'zyyygh' })
    await Promise.all([...Array.from({ length: 8 }, () => patient.mutate(RATE, { id, solved: true })), other.mutate(RATE, { id, solved: false }), doctor.mutate(RATE, { id, solved: true })])
    expect(await find({ search: 'zyyygh' }, operator)).toMatchObject([{ solvedCount: 2, unsolvedCount: 1 }])
    expect((await patient.mutate(RATE, { id, solved: false })).rateFaq).toEqual({ helpedMe: false })
    expect(await find({ search: 'zyyygh' }, operator)).toMatchObject([{ solvedCount: 1, unsolvedCount: 2 }])
    expect(await find({ search: 'zyyygh' }, patient)).toMatchObject([{ solvedCount: null }])
    expect(await hospital.anonymous.refused(RATE, { id, solved: true })).toBe('UNAUTHENTICATED')
    expect(await operator.refused(RATE, { id, solved: true })).toBe('FORBIDDEN')
  })
})

describe('[A7-03] the help page is set up by institution', () => {
  const PAGE = 'query ($id: ID) { helpPage(institutionId: $id) { own version modules { kind enabled } service { phone openNow hours { weekdays start end } } } }'
  const SET = 'mutation ($input: SetHelpPageInput!) { setHelpPage(input: $input) { version } }'
  const RESET = 'mutation ($id: ID, $version: Int!) { resetHelpPage(institutionId: $id, version: $version) { own } }'
  const page = async (id: string | null, client = hospital.anonymous) => (await client.query(PAGE, { id })).helpPage
  const modules = (...on: string[]) => ['SERVICE', 'FEEDBACK', 'FAQ'].sort((a, b) => on.indexOf(a) - on.indexOf(b)).map((kind) => ({ kind, enabled: on.includes(kind) }))

  it('what is switched off is gone there, refused there, and stays elsewhere', async () => {
    expect((await page(branch)).modules.map(({ kind }: { kind: string }) => kind)).toEqual(['FAQ', 'FEEDBACK', 'SERVICE'])
    const { version } = await page(branch, operator)
    expect(version).toBe(0)
    await operator.mutate(SET, { input: { institutionId: branch, version: 0, modules: modules('SERVICE'), phone: '0571-88881111', hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], start: '00:00', end: '23:59' }] } })
    expect(await page(branch)).toMatchObject({ own: true, modules: [{ kind: 'SERVICE' }], service: { phone: '0571-88881111', openNow: true } })
    const [faqs, submit] = ['query ($id: ID) { faqs(filter: { institutionId: $id }) { nodes { id } } }', 'mutation ($id: ID) { submitFeedback(input: { kind: OPINION, content: "希望增加自助机", institutionId: $id }) { id } }']
    expect(await patient.refused(faqs, { id: branch })).toBe('BUSINESS_CLOSED')
    expect(await patient.refused(submit, { id: branch })).toBe('BUSINESS_CLOSED')
    expect((await patient.query(faqs, { id: main })).faqs.nodes.length).toBeGreaterThan(0)
    expect((await patient.mutate(submit, { id: main })).submitFeedback.id).toBeTruthy()
    expect((await operator.mutate(RESET, { id: branch, version: 1 })).resetHelpPage).toEqual({ own: false })
    expect((await patient.query(faqs, { id: branch })).faqs.nodes.length).toBeGreaterThan(0)
  })

  it('a stale form, a module twice, hours that end before they begin, a service that nobody can reach, and a stranger are refused', async () => {
    const whole = await page(null, operator)
    const good = { version: whole.version, modules: modules('FAQ', 'FEEDBACK', 'SERVICE'), phone: '0571-88880000' }
    expect(await operator.refused(SET, { input: { ...good, version: whole.version + 5 } })).toBe('CONFLICT')
    expect(await operator.refused(SET, { input: { ...good, modules: [good.modules[0], good.modules[0], good.modules[1]] } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, { input: { ...good, hours: [{ weekdays: [1], start: '18:00', end: '08:00' }] } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, { input: { ...good, phone: null } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, { input: { ...good, wechatUrl: 'javascript:alert(1)' } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, { input: { ...good, institutionId: newId() } })).toBe('NOT_FOUND')
    expect(await patient.refused(SET, { input: good })).toBe('FORBIDDEN')
    expect(await service.refused(SET, { input: good })).toBe('FORBIDDEN')
  })
})

describe('[A2-07] [A7-04] feedback', () => {
  const SUBMIT = 'mutation ($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { id number status } }'
  const ANSWER = 'mutation ($id: ID!, $body: String!) { answerFeedback(id: $id, body: $body) { status } }'
  const give = async (client: TestClient, more: object = {}) => (await client.mutate(SUBMIT, { input: { kind: 'PROBLEM', content: '签到时总是提示定位不准', ...more } })).submitFeedback
  const one = async (client: TestClient, id: string) => (await client.query('query ($id: ID!) { feedback(id: $id) { status content unreadReplies availableActions hasContact pictures { url } replies { side body } assignee { name } practitioner { name } } }', { id })).feedback
  const unread = async (client: TestClient) => (await client.query('{ unreadFeedbackReplies }')).unreadFeedbackReplies
  const by = (name: string, more = '') => `mutation ($id: ID!) { ${name}(id: $id${more}) { status } }`
  const me = async (client: TestClient) => (await client.query('{ staffMe { administrator { id } } }')).staffMe.administrator.id

  it('the house handles it itself, or customer service does; the reply reaches the author as a message with a red dot', async () => {
    const { id, number, status } = await give(patient, { uploadReceipts: [await picture(patient)], contact: '微信 laozhou66' })
    expect([status, number]).toEqual(['OPEN', expect.stringMatching(/^FK\d{8}-\d{4}$/)])
    expect(await service.refused(ANSWER, { id, body: '好' })).toBe('NOT_FOUND')
    await operator.mutate(by('assignFeedback', `, administratorId: "${await me(operator)}"`), { id })
    expect(await one(operator, id)).toMatchObject({ status: 'IN_PROGRESS', assignee: { name: '沈运营' }, practitioner: null, hasContact: true })
    await patient.mutate('mutation ($id: ID!) { addToFeedback(id: $id, body: "在地下车库") { id } }', { id })
    await operator.mutate(by('handOverFeedback'), { id })
    const { feedbacks } = await service.query('{ feedbacks { nodes { id number } } }')
    expect(feedbacks.nodes).toEqual([{ id, number }])
    const seen = await one(service, id)
    expect((await service.open(seen.pictures[0].url)).headers.get('content-type')).toBe('image/webp')
    expect((await service.mutate('mutation ($id: ID!) { readFeedbackContact(id: $id) }', { id })).readFeedbackContact).toBe('微信 laozhou66')
    const [sealed] = await hospital.sql`select contact_sealed from platform.feedback where id = ${id}`
    expect(sealed!.contact_sealed).not.toContain('laozhou')
    expect((await service.mutate(ANSWER, { id, body: '请到地面再试。' })).answerFeedback.status).toBe('ANSWERED')
    const told = await until(async () => (await patient.query('{ messages(first: 5) { nodes { title link } } }')).messages.nodes.find(({ link }: { link: string | null }) => link === `/help/feedback/${id}`), 20_000)
    expect(told.title).toBe('您的反馈有回复了')
    expect(await unread(patient)).toBe(1)
    expect((await one(patient, id)).replies).toEqual([{ side: 'AUTHOR', body: '在地下车库' }, { side: 'HOUSE', body: '请到地面再试。' }])
    await patient.mutate('mutation ($id: ID!) { markFeedbackRead(id: $id) { id } }', { id })
    expect(await unread(patient)).toBe(0)
  }, 60_000)

  it('its author comes back to it; what is closed is answered no more; of two answers at once one counts', async () => {
    const { id } = await give(patient)
    const answers = await Promise.all([operator.send(ANSWER, { id, body: '甲' }), operator.send(ANSWER, { id, body: '乙' })])
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code).sort()).toEqual(['WRONG_STATE', undefined])
    expect((await one(patient, id)).replies).toHaveLength(1)
    expect(await patient.refused('mutation ($id: ID!) { addToFeedback(id: $id, body: "还是不行") { id } }', { id })).toBe('WRONG_STATE')
    expect((await patient.mutate('mutation ($id: ID!) { reopenFeedback(id: $id, body: "还是不行") { status } }', { id })).reopenFeedback.status).toBe('REOPENED')
    await operator.mutate(ANSWER, { id, body: '已修复' })
    await operator.mutate(by('closeFeedback'), { id })
    expect(await operator.refused(ANSWER, { id, body: '再答' })).toBe('WRONG_STATE')
    expect((await one(patient, id)).availableActions).toEqual(['reopen'])
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "feedback.close" }) { totalCount } }')).auditEntries.totalCount === 1, 20_000)
  }, 60_000)

  it('each sees his own alone, and does nothing to another’s', async () => {
    const { id } = await give(patient)
    expect(await one(other, id)).toBeNull()
    expect((await other.query('{ myFeedback { nodes { id } } }')).myFeedback.nodes).toEqual([])
    for (const act of [by('settleFeedback'), by('markFeedbackRead'), by('reopenFeedback', ', body: "我的"'), by('addToFeedback', ', body: "我的"')]) expect(await other.refused(act, { id })).toBe('NOT_FOUND')
    expect(await one(doctor, id)).toBeNull()
    expect(await hospital.anonymous.refused('{ myFeedback { nodes { id } } }')).toBe('UNAUTHENTICATED')
    expect(await (await hospital.signInStaff('accountant')).refused('{ feedbacks { nodes { id } } }')).toBe('FORBIDDEN')
    expect(await patient.refused('{ feedbacks { nodes { id } } }')).toBe('FORBIDDEN')
    expect(await service.refused(by('closeFeedback'), { id })).toBe('FORBIDDEN')
  })

  it('too many pictures, a voice, another’s upload and a word too few are refused', async () => {
    const refused = (input: object) => patient.refused(SUBMIT, { input: { kind: 'OPINION', content: '希望延长门诊时间', ...input } })
    const own = await picture(patient)
    expect(await refused({ uploadReceipts: Array.from({ length: 7 }, () => own) })).toBe('INVALID_INPUT')
    const voice = await upload(patient, wav(2))
    expect(await refused({ uploadReceipts: [own, voice] })).toBe('FILE_TYPE')
    expect(await refused({ uploadReceipts: [own, await upload(patient, pdf())] })).toBe('UPLOAD_INVALID')
    expect(await refused({ uploadReceipts: [own, await picture(other)] })).toBe('UPLOAD_INVALID')
    expect(await refused({ content: '不好' })).toBe('INVALID_INPUT')
    expect(await refused({ institutionId: newId() })).toBe('INVALID_INPUT')
    // Nothing was taken, so nothing is kept for it.
    expect(await sweptAway(hospital, [own, voice])).toEqual([true, true])
  })

  it('doctors give it too, and are told at the workstation; the filtered list leaves as a workbook', async () => {
    const { id, number } = await give(doctor, { kind: 'OPINION', content: '候诊列表希望按科室分组' })
    expect(await one(operator, id)).toMatchObject({ practitioner: { name: '陈立群' } })
    await operator.mutate(ANSWER, { id, body: '已列入计划。' })
    await until(async () => (await doctor.query('{ messages(first: 5) { nodes { link } } }')).messages.nodes.some(({ link }: { link: string | null }) => link === `/feedback/${id}`), 20_000)
    expect((await operator.query('query ($filter: FeedbackFilter) { feedbacks(filter: $filter) { nodes { number } } }', { filter: { authorKind: 'PRACTITIONER', kind: 'OPINION', search: '按科室' } })).feedbacks.nodes).toEqual([{ number }])
    const { startExport } = await operator.mutate('mutation { startExport(input: { list: "feedback", filter: { authorKind: "PRACTITIONER" } }) { id } }')
    const job = await until(async () => {
      const { job: found } = await operator.query('query ($id: ID!) { job(id: $id) { state done file { url } } }', { id: startExport.id })
      return ['SUCCEEDED', 'FAILED'].includes(found.state) && found
    }, 60_000)
    expect(job).toMatchObject({ state: 'SUCCEEDED', done: 1 })
    expect(await service.refused('mutation { startExport(input: { list: "feedback" }) { id } }')).toBe('FORBIDDEN')
  }, 90_000)
})

describe('[A1-05] a doctor applies himself', () => {
  const APPLY = 'mutation ($input: ApplyForQualificationInput!) { applyForQualification(input: $input) { id } }'
  const OPEN = 'mutation ($input: OpenPractitionerAccountInput!) { openPractitionerAccount(input: $input) { temporaryPassword } }'
  const MINE = '{ myApplications { status reason documents { kind contentType url uploadReceipt } } }'
  const permissions = async (client: TestClient) => (await client.query('{ staffMe { permissions } }')).staffMe.permissions as string[]

  async function enter(login: string, password: string): Promise<TestClient> {
    const { signInStaff } = await hospital.anonymous.mutate('mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge otpauthUri passwordChangeRequired } }', { login, password })
    expect(signInStaff.passwordChangeRequired).toBe(true)
    const code = totpCode(new URL(signInStaff.otpauthUri).searchParams.get('secret')!)
    const confirm = 'mutation ($challenge: String!, $code: String!, $newPassword: String) { confirmTotp(input: { challenge: $challenge, code: $code, newPassword: $newPassword }) { accessToken } }'
    expect(await hospital.anonymous.refused(confirm, { challenge: signInStaff.challenge, code })).toBe('PASSWORD_CHANGE_REQUIRED')
    return hospital.withToken((await hospital.anonymous.mutate(confirm, { challenge: signInStaff.challenge, code, newPassword: 'Own@2026-long' })).confirmTotp.accessToken)
  }

  it('with an account of his own: documents, refused with a reason, mended, accepted; a licence that ends blocks within half a minute', async () => {
    const departmentId = (await operator.query('{ departments(first: 1) { nodes { id } } }')).departments.nodes[0].id
    const { createPractitioner: { id: practitionerId } } = await operator.mutate('mutation ($input: CreatePractitionerInput!) { createPractitioner(input: $input) { id } }', { input: { role: 'DOCTOR', name: '柳如新', title: '主治医师', departmentIds: [departmentId] } })
    expect(await doctor.refused(OPEN, { input: { practitionerId, login: 'liuruxin' } })).toBe('FORBIDDEN')
    expect(await operator.refused(OPEN, { input: { practitionerId, login: 'operator' } })).toBe('LOGIN_TAKEN')
    const { openPractitionerAccount } = await operator.mutate(OPEN, { input: { practitionerId, login: 'liuruxin' } })
    expect(await operator.refused(OPEN, { input: { practitionerId, login: 'liuruxin2' } })).toBe('CONFLICT')
    const applicant = await enter('liuruxin', openPractitionerAccount.temporaryPassword)
    expect(await permissions(applicant)).not.toContain('patient:read')
    expect(await applicant.refused('{ myQueues { id } }')).toBe('FORBIDDEN')
    const [first] = (await applicant.query('{ myApplications { id } }')).myApplications
    await applicant.mutate('mutation ($id: ID!) { withdrawApplication(id: $id) { id } }', { id: first.id })

    const licence = { kind: 'PRACTICE_LICENCE', uploadReceipt: await upload(applicant, pdf()) }
    const consent = { kind: 'INSTITUTION_CONSENT', uploadReceipt: await picture(applicant) }
    const input = { title: '主治医师', licenceNumber: '110330000123456', independentSince: '2018-07-01', licenceExpiresOn: '2030-12-31', documents: [licence, consent] }
    const refused = (more: object) => applicant.refused(APPLY, { input: { ...input, ...more } })
    expect(await refused({ documents: [licence] })).toBe('INVALID_INPUT')
    expect(await refused({ documents: [consent] })).toBe('INVALID_INPUT')
    expect(await refused({ independentSince: `${hospital.clock.now().getFullYear() - 2}-01-01` })).toBe('INVALID_INPUT')
    expect(await refused({ independentSince: null })).toBe('INVALID_INPUT')
    expect(await refused({ licenceExpiresOn: '2020-01-01' })).toBe('INVALID_INPUT')
    const [paper, voice] = [await picture(applicant), await upload(applicant, wav(1))]
    expect(await refused({ documents: [{ kind: 'PRACTICE_LICENCE', uploadReceipt: paper }, { kind: 'INSTITUTION_CONSENT', uploadReceipt: voice }] })).toBe('FILE_TYPE')
    await expect(upload(applicant, pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))).rejects.toThrow()
    await applicant.mutate(APPLY, { input })
    expect(await sweptAway(hospital, [paper, voice, licence.uploadReceipt])).toEqual([true, true, false])

    const pending = async () => (await operator.query('{ practitionerApplications(filter: { status: PENDING, search: "柳如新" }) { nodes { id documents { kind url contentType uploadReceipt } } } }')).practitionerApplications.nodes[0]
    const second = await pending()
    expect(second.documents).toMatchObject([{ kind: 'PRACTICE_LICENCE', contentType: 'application/pdf', uploadReceipt: null }, { kind: 'INSTITUTION_CONSENT' }])
    const opened = await operator.open(second.documents[0].url)
    expect([opened.headers.get('content-type'), opened.headers.get('content-disposition')]).toEqual(['application/pdf', expect.stringContaining('attachment')])
    expect((await operator.open(second.documents[0].url.replace(/expires=\d+/, 'expires=1'))).status).toBe(403)
    expect((await doctor.query('query ($id: ID!) { practitionerApplication(id: $id) { id } }', { id: second.id })).practitionerApplication).toBeNull()
    await operator.mutate('mutation ($id: ID!) { refuseApplication(id: $id, reason: "同意书未盖章") { id } }', { id: second.id })
    const [mine] = (await applicant.query(MINE)).myApplications
    expect(mine).toMatchObject({ status: 'REFUSED', reason: '同意书未盖章' })
    await applicant.mutate(APPLY, { input: { ...input, documents: [{ kind: 'PRACTICE_LICENCE', uploadReceipt: mine.documents[0].uploadReceipt }, { kind: 'INSTITUTION_CONSENT', uploadReceipt: await picture(applicant) }] } })
    await operator.mutate('mutation ($id: ID!) { approveApplication(id: $id) { status } }', { id: (await pending()).id })
    await until(async () => (await permissions(applicant)).includes('patient:read'), 20_000)
    const { practitioner } = await applicant.query('query ($id: ID!) { practitioner(id: $id) { licenceExpiresOn independentSince } }', { id: practitionerId })
    expect(practitioner).toEqual({ licenceExpiresOn: '2030-12-31', independentSince: '2018-07-01' })
    expect((await patient.query('query ($id: ID!) { practitioner(id: $id) { licenceExpiresOn account { login } } }', { id: practitionerId })).practitioner).toEqual({ licenceExpiresOn: null, account: null })
    await hospital.sql`update platform.practitioner set licence_expires_on = '2020-01-01' where id = ${practitionerId}`
    // A gateway believes for half a minute who a session is; told to look again, it does at once.
    const { sid } = JSON.parse(Buffer.from(applicant.accessToken!.split('.')[1]!, 'base64url').toString()) as { sid: string }
    hospital.installation.wakes.send(new Set([`session:${sid}`]))
    await until(async () => !(await permissions(applicant)).includes('patient:read'), 10_000)
  }, 120_000)
})

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { patientViewer } from '@hospital/subgraph/testing'
import { holdSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let patient: TestClient
let doctor: TestClient
let colleague: TestClient
let patientId: string
let motherId: string
let hisPatientId: string

beforeAll(async () => {
  hospital = await openSeededHospital()
  doctor = await hospital.signInStaff('chenliqun')
  colleague = await hospital.signInStaff('linruonan')
  patient = await hospital.signInPatient('13800000001')
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  motherId = me.patients.find(({ name }: { name: string }) => name === '周文静').id
  hisPatientId = (await hospital.sql`select his_patient_id from clinical.patient_record where patient_id = ${patientId}`)[0]!.his_patient_id
}, 180_000)
afterEach(() => hospital?.sandbox.heal())
afterAll(async () => { await hospital?.close() })

const LIST = 'query ($p: ID!, $kind: ReportKind, $first: Int, $after: String) { reports(filter: { patientId: $p, kind: $kind }, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id kind name status issuedAt counts { items abnormal high low critical } colors { high low } } } }'
const REPORT = `query ($id: ID!) { report(id: $id) { id kind category name status issuedAt takenAt reporter specimen findings impression imageCount patient { id name }
  items { code name shortName value comparator text unit flag contradictory range { low high text } trend { reportId at value flag } } } }`
const PREPARE = 'mutation ($id: ID!) { prepareReportDocument(id: $id) { url fileName fromHospital } }'

interface Entry { id: string; kind: string; name: string; status: string; issuedAt: string; counts: { items: number; abnormal: number; high: number; low: number; critical: number }; colors: { high: string; low: string } }
const listed = async (client = patient, kind?: string): Promise<Entry[]> => (await client.query(LIST, { p: patientId, kind, first: 50 })).reports.nodes
const read = async (id: string, client = patient) => (await client.query(REPORT, { id })).report
const chemistry = async () => (await listed(patient, 'LAB')).find(({ name }) => name.startsWith('生化'))!
const itemOf = (report: { items: { shortName: string }[] }, shortName: string) => report.items.find((one) => one.shortName === shortName)
/** The HIS is asked again no sooner than after half a minute. */
const afresh = () => hospital.advance(31_000)

describe('[B1-06] laboratory reports', () => {
  it('are listed newest first with how many results are high and low, by pages, and only those of one kind', async () => {
    const lab = await listed(patient, 'LAB')
    expect(lab.length).toBe(7)
    expect(lab.map(({ issuedAt }) => issuedAt)).toEqual(lab.map(({ issuedAt }) => issuedAt).toSorted().reverse())
    expect((await chemistry()).counts).toEqual({ items: 13, abnormal: 5, high: 4, low: 1, critical: 0 })
    const { reports: page } = await patient.query(LIST, { p: patientId, first: 4 })
    const { reports: rest } = await patient.query(LIST, { p: patientId, first: 50, after: page.pageInfo.endCursor })
    expect(page.nodes.length + rest.nodes.length).toBe(page.totalCount)
    expect((await listed(patient, 'EXAM')).every(({ kind }) => kind === 'EXAM')).toBe(true)
  })

  it('flag each item by the range that holds for this person', async () => {
    const report = await read((await chemistry()).id)
    expect(report).toMatchObject({ kind: 'LAB', specimen: '静脉血', reporter: '徐敏', patient: { name: '周建国' } })
    expect(itemOf(report, 'HbA1c')).toMatchObject({ value: 7.2, unit: '%', flag: 'HIGH', range: { low: 4, high: 6 }, contradictory: false })
    expect(itemOf(report, 'LDL-C')).toMatchObject({ flag: 'HIGH', range: { low: null, high: 3.37 } })
    expect(itemOf(report, 'HDL-C')).toMatchObject({ flag: 'LOW' })
    // Men of sixty and over have a range of their own.
    expect(itemOf(report, 'Cr')).toMatchObject({ value: 100, flag: 'NORMAL', range: { low: 57, high: 111 } })
    expect(itemOf(report, 'UA')).toMatchObject({ flag: 'HIGH', range: { low: 208, high: 428 } })
    expect(itemOf(report, 'hs-CRP')).toMatchObject({ value: 0.5, comparator: '<', flag: 'NORMAL' })
    const urine = await read((await listed()).find(({ name }) => name === '尿常规')!.id)
    expect(itemOf(urine, 'PRO')).toMatchObject({ value: null, text: '阴性', flag: 'NORMAL' })
    expect(itemOf(urine, 'GLU-U')).toMatchObject({ text: '阳性(+)', flag: 'ABNORMAL' })
  })

  it('show how one item went over time', async () => {
    const { trend } = itemOf(await read((await chemistry()).id), 'HbA1c') as never as { trend: { value: number; at: string }[] }
    expect(trend.map(({ value }) => value)).toEqual([8.1, 7.9, 7.6, 7.4, 7.2])
    expect(trend.map(({ at }) => at)).toEqual(trend.map(({ at }) => at).toSorted())
  })

  it('come as they are made, told without what they say, and a correction replaces what was said', async () => {
    await afresh()
    await listed()
    const { id: hisId } = await hospital.sandbox.control<{ id: string }>(`his/patients/${hisPatientId}/reports`, { panel: 'chemistry', values: { potassium: 6.8 } })
    await hospital.sql`select graphile_worker.add_job('clinical.refreshReports')`
    const found = await until(async () => (await listed())[0]!.counts.critical === 1 && (await listed())[0])
    expect(found).toMatchObject({ status: 'FINAL' })
    const told = await until(async () => (await patient.query('{ messages(first: 20) { nodes { title body link } } }')).messages.nodes.find(({ title }: { title: string }) => title === '检验报告已出'))
    expect(told).toMatchObject({ body: '您有一份新的检验报告，请点击查看。', link: `/reports/${found.id}` })
    await hospital.advance(60_000)
    await hospital.sandbox.control(`his/patients/${hisPatientId}/reports`, { panel: 'chemistry', values: { potassium: 4.8 }, id: hisId })
    await hospital.sql`select graphile_worker.add_job('clinical.refreshReports')`
    expect(itemOf(await until(async () => { const now = await read(found.id); return now.status === 'AMENDED' && now }), 'K')).toMatchObject({ value: 4.8, flag: 'NORMAL' })
    await until(async () => (await patient.query('{ messages(first: 20) { nodes { title } } }')).messages.nodes.some(({ title }: { title: string }) => title === '检验报告有更正'))
    // The same again changes nothing.
    const before = (await hospital.sql`select count(*)::int as n from clinical.former_report`)[0]!.n
    await hospital.sql`select graphile_worker.add_job('clinical.refreshReports')`
    await afresh()
    await listed()
    expect((await hospital.sql`select count(*)::int as n from clinical.former_report`)[0]!.n).toBe(before)
  })

  it('are read from what is kept while the HIS is away', async () => {
    const before = (await listed()).length
    await afresh()
    await hospital.sandbox.break('his', { mode: 'down' })
    expect((await listed()).length).toBe(before)
  })

  it('say nothing readable at rest', async () => {
    const [row] = await hospital.sql`select * from clinical.report limit 1`
    expect(JSON.stringify(row)).not.toMatch(/周建国|糖化|生化|静脉血|HbA1c/)
  })

  it('take over what other systems write, and refuse by name what cannot be read', async () => {
    const subject = { reference: `http://his.example/fhir/Patient/${hisPatientId}` }
    const category = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }]
    const now = hospital.clock.now()
    const issued = `${new Date(now.getTime() - 3_600_000).toISOString().slice(0, 19)}+00:00`
    await hospital.sandbox.control('his/resources', [
      { resourceType: 'Observation', id: 'f-1', code: { text: '钾' }, valueQuantity: { value: 9, unit: 'mmol/L' }, interpretation: [{ coding: [{ code: 'N' }] }], referenceRange: [{ low: { value: 3.5 }, high: { value: 5.3 } }] },
      { resourceType: 'Observation', id: 'f-2', code: { text: '某项' }, valueQuantity: { value: 1 }, interpretation: [{ coding: [{ code: 'UNKNOWN-CODE' }] }] },
      { resourceType: 'DiagnosticReport', id: 'foreign-1', status: 'final', category, code: { coding: [{ code: 'X1', display: '外院检验' }] }, subject, issued, result: [{ reference: 'Observation/f-1' }, { reference: 'Observation/f-2' }] },
      { resourceType: 'DiagnosticReport', id: 'foreign-2', status: 'someday', category, code: { text: '状态不明' }, subject: { reference: `Patient/${hisPatientId}` }, issued },
      { resourceType: 'DiagnosticReport', id: 'foreign-3', status: 'final', category, code: { text: '结果缺失' }, subject: { reference: `Patient/${hisPatientId}` }, issued, result: [{ reference: 'Observation/none' }] },
    ])
    await hospital.sandbox.control('his/resources', [{ resourceType: 'DiagnosticReport', id: 'foreign-1', status: 'final', category, code: { coding: [{ code: 'X1', display: '外院检验' }] }, subject: { reference: `Patient/${hisPatientId}` }, issued, result: [{ reference: 'Observation/f-1' }, { reference: 'Observation/f-2' }] }])
    await afresh()
    const names = (await listed()).map(({ name }) => name)
    expect(names).toContain('外院检验')
    expect(names).not.toContain('状态不明')
    expect(names).not.toContain('结果缺失')
    const foreign = await read((await listed()).find(({ name }) => name === '外院检验')!.id)
    expect(foreign.items[0]).toMatchObject({ value: 9, flag: 'NORMAL', contradictory: true })
    expect(foreign.items[1]).toMatchObject({ flag: null, range: null, contradictory: false })
    expect(new Date(foreign.issuedAt).getTime()).toBe(new Date(issued).getTime())
  })

  it('count what is abnormal without being high or low: by the HIS\'s code, critical where it says so, and 阳性 by itself', async () => {
    const results = [
      { code: { text: '异型细胞' }, valueString: '可见', interpretation: [{ coding: [{ code: 'A' }] }] },
      { code: { text: '血培养' }, valueString: '见革兰阴性杆菌', interpretation: [{ coding: [{ code: 'AA' }] }] },
      { code: { text: '梅毒螺旋体抗体' }, valueCodeableConcept: { text: '阳性' } },
      { code: { text: '幽门螺杆菌' }, valueString: '见报告', interpretation: [{ coding: [{ code: 'POS' }] }] },
      { code: { text: 'Rh(D) 血型' }, valueString: '阳性' },
    ]
    await hospital.sandbox.control('his/resources', [{
      resourceType: 'DiagnosticReport', id: 'abnormal-1', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: '定性检验' }, subject: { reference: `Patient/${hisPatientId}` },
      issued: hospital.clock.now().toISOString(), result: results.map((_, at) => ({ reference: `#r${at}` })), contained: results.map((one, at) => ({ resourceType: 'Observation', id: `r${at}`, ...one })),
    }])
    await afresh()
    const entry = (await listed()).find(({ name }) => name === '定性检验')!
    expect(entry.counts).toEqual({ items: 5, abnormal: 4, high: 0, low: 0, critical: 1 })
    expect((await read(entry.id)).items.map(({ flag }: { flag: string | null }) => flag)).toEqual(['ABNORMAL', 'CRITICAL_ABNORMAL', 'ABNORMAL', 'ABNORMAL', null])
  })

  it('have the hospital\'s own colours, refused where they cannot be read', async () => {
    const operator = await hospital.signInStaff('operator')
    const SET = 'mutation ($input: SetSettingInput!) { setSetting(input: $input) { key value revision } }'
    const { institutionSettings } = await operator.query('{ institutionSettings { key value revision } }')
    const { revision } = institutionSettings.find(({ key }: { key: string }) => key === 'reports.highColor')
    const set = (value: string) => ({ input: { key: 'reports.highColor', revision, value } })
    expect(await operator.refused(SET, set('#ffb000'))).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, set('red'))).toBe('INVALID_INPUT')
    await operator.mutate(SET, set('#8a1c6b'))
    await until(async () => (await listed())[0]!.colors.high === '#8a1c6b')
  })
})

describe('[B1-07] examinations', () => {
  it('say findings, impression, who reported and how many pictures there are', async () => {
    const ct = await read((await listed(patient, 'EXAM')).find(({ name }) => name === '胸部 CT 平扫')!.id)
    expect(ct).toMatchObject({ kind: 'EXAM', category: 'RAD', reporter: '何志刚', imageCount: 286, items: [] })
    expect(ct.findings).toContain('右肺中叶')
    expect(ct.impression).toContain('12 个月后复查')
  })

  it('leave as a PDF: the hospital\'s own where it has one, else one of ours in Chinese', async () => {
    const reports = await listed()
    const ct = (await patient.mutate(PREPARE, { id: reports.find(({ name }) => name === '胸部 CT 平扫')!.id })).prepareReportDocument
    expect(ct.fromHospital).toBe(true)
    expect(await (await patient.open(ct.url)).text()).toContain('signed in the HIS')
    const own = (await patient.mutate(PREPARE, { id: reports.find(({ name }) => name === '心脏彩色多普勒超声')!.id })).prepareReportDocument
    expect(own).toMatchObject({ fromHospital: false, fileName: expect.stringMatching(/^检查报告-.*\.pdf$/) })
    const answer = await patient.open(own.url)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(5_000)
    // Another session does not open the link, and nobody without one.
    expect((await doctor.open(own.url)).status).toBe(403)
    expect((await hospital.anonymous.open(own.url)).status).toBe(401)
  })

  it('are nobody else\'s: by list, by id, by the document and by another person, foreign and missing alike', async () => {
    const { id } = (await listed(patient, 'EXAM'))[0]!
    const stranger = await hospital.as(patientViewer())
    for (const client of [stranger, doctor, colleague]) {
      expect(await listed(client)).toEqual([])
      expect(await read(id, client)).toBeNull()
      expect(await client.refused(PREPARE, { id })).toBe('NOT_FOUND')
      expect(await client.refused(PREPARE, { id: motherId })).toBe('NOT_FOUND')
    }
    expect(await hospital.anonymous.refused(REPORT, { id })).toBe('UNAUTHENTICATED')
    expect(await (await hospital.signInStaff('operator')).refused(REPORT, { id })).toBe('FORBIDDEN')
    expect(await (await hospital.signInStaff('admin')).refused(LIST, { p: patientId })).toBe('FORBIDDEN')
  })

  it('are read by the doctor in whose care the person is, and by no colleague', async () => {
    const { id } = (await listed(patient, 'EXAM'))[0]!
    const { staffMe } = await doctor.query('{ staffMe { practitioner { id departments { id } } } }')
    const day = addDays(hospitalDay(hospital.clock.now()), 1)
    const { schedules } = await hospital.anonymous.query('query ($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { practitioner { id } slots { id remaining } } }', { d: staffMe.practitioner.departments[0].id, day })
    const slot = schedules.filter((one: { practitioner: { id: string } | null }) => one.practitioner?.id === staffMe.practitioner.id).flatMap((one: { slots: { id: string; remaining: number }[] }) => one.slots).find(({ remaining }: { remaining: number }) => remaining > 0)
    const { orderId } = await holdSlot(patient, slot.id, patientId)
    expect(await read(id, doctor)).toBeNull()
    const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
    await hospital.sandbox.pay(startPayment.number)
    expect(await until(() => read(id, doctor))).toMatchObject({ id, patient: { name: '周建国' } })
    expect((await doctor.mutate(PREPARE, { id })).prepareReportDocument.url).toMatch(/^\/exports\//)
    expect((await listed(doctor)).length).toBeGreaterThan(0)
    expect(await read(id, colleague)).toBeNull()
    expect((await doctor.query(LIST, { p: motherId })).reports.nodes).toEqual([])
    await until(async () => (await hospital.sql`select 1 from platform.audit_entry where action = 'report.exported' and subject_id = ${id}`).length)
  })
})

describe('[B1-06] a doctor is asked about a report', () => {
  const ASK = 'mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id report { id name } } }'
  const ATTENDING = 'query ($id: ID!) { report(id: $id) { attending { id services { kind } } } }'
  const OPEN = 'query ($id: ID!) { consultation(id: $id) { status report { id name } order { id } } }'
  let asked: (of: object) => { input: object }
  let practitionerId: string

  beforeAll(async () => {
    practitionerId = (await colleague.query('{ staffMe { practitioner { id } } }')).staffMe.practitioner.id
    const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
    await colleague.mutate('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: { kind: 'TEXT', enabled: true, priceFen: 3000, messageLimit: 10, dailyLimit: 50, hours } })
    const { consultationRules: rules } = await patient.query('{ consultationRules(kind: TEXT) { consentKey version } }')
    const { giveConsent } = await patient.mutate('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }', { input: { patientId, textKey: rules.consentKey, version: rules.version, subjectType: 'Consultation' } })
    await until(async () => (await hospital.sql`select 1 from clinical.consent_given where consent_id = ${giveConsent.id}`).length)
    asked = (of) => ({ input: { practitionerId, kind: 'TEXT', patientId, description: '请医生帮忙解读附上的这份报告。', uploadReceipts: [], consentId: giveConsent.id, ...of } })
  })

  it('who then reads it, and nobody before it was paid for; other people\'s and withdrawn reports are not asked about', async () => {
    const { id } = await chemistry()
    const stranger = await hospital.as(patientViewer())
    const mothers = (await patient.query(LIST, { p: motherId, first: 1 })).reports.nodes[0]
    expect(await patient.refused(ASK, asked({ reportId: mothers.id }))).toBe('NOT_FOUND')
    expect(await patient.refused(ASK, asked({ reportId: motherId }))).toBe('NOT_FOUND')
    expect(await stranger.refused(ASK, asked({ reportId: id }))).toBeTruthy()
    const { requestConsultation } = await patient.mutate(ASK, asked({ reportId: id }))
    expect(requestConsultation.report).toMatchObject({ id, name: '生化全套 + 糖化血红蛋白' })
    expect(await read(id, colleague)).toBeNull()
    const order = await until(async () => (await patient.query(OPEN, { id: requestConsultation.id })).consultation.order)
    const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
    await hospital.sandbox.pay(startPayment.number)
    const seen = await until(async () => (await colleague.query(OPEN, { id: requestConsultation.id })).consultation)
    expect(seen.report).toMatchObject({ id })
    expect(await read(id, colleague)).toMatchObject({ id })
    await colleague.mutate('mutation ($id: ID!) { acceptConsultation(id: $id) { id } }', { id: requestConsultation.id })
    // Whom the person asked last is offered first for a report that no visit was made for.
    expect((await patient.query(ATTENDING, { id })).report.attending).toMatchObject({ id: practitionerId, services: [{ kind: 'TEXT' }] })
    expect((await colleague.query(ATTENDING, { id })).report.attending).toBeNull()
  })
})

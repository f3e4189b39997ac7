import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { readSheet } from '@hospital/importing/sheet'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let patient: TestClient
let departmentId: string
const folder = mkdtempSync(join(tmpdir(), 'house-'))
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.signInStaff('operator')
  patient = await hospital.signInPatient('13800000001')
  departmentId = (await operator.query('{ departments(first: 1) { nodes { id } } }')).departments.nodes[0].id
}, 300_000)
afterAll(async () => { await hospital?.close() })

const JOB = 'id state total done added changed unchanged failed messages file { name bytes url }'
const ended = (client: TestClient, id: string) => until(async () => {
  const { job } = await client.query(`query ($id: ID!) { job(id: $id) { ${JOB} } }`, { id })
  return ['SUCCEEDED', 'FAILED'].includes(job.state) && job
}, 60_000)
const bulk = 'done refused { id code message }'

describe('[A1-01] the directory is kept by hand', () => {
  it('what an operator adds, patients see at once; what they book no more is refused', async () => {
    const { departments } = await operator.query('{ departments(first: 1) { nodes { institution { id } } } }')
    const input = { institutionId: departments.nodes[0].institution.id, name: '睡眠医学门诊', code: 'SM01' }
    const { createDepartment } = await operator.mutate('mutation ($input: CreateDepartmentInput!) { createDepartment(input: $input) { id version } }', { input })
    const seen = async () => (await hospital.anonymous.query('{ departments(filter: { search: "smyx" }) { nodes { name } } }')).departments.nodes
    expect(await seen()).toEqual([{ name: '睡眠医学门诊' }])
    await operator.mutate(`mutation ($ids: [ID!]!) { setDepartmentsEnabled(ids: $ids, enabled: false) { ${bulk} } }`, { ids: [createDepartment.id] })
    expect(await seen()).toEqual([])
    const { removeDepartments } = await operator.mutate(`mutation ($ids: [ID!]!) { removeDepartments(ids: $ids) { ${bulk} } }`, { ids: [createDepartment.id, departmentId] })
    expect(removeDepartments).toMatchObject({ done: 1, refused: [{ id: departmentId, code: 'IN_USE' }] })
  })

  it('a doctor taken out of service by hand is neither booked nor asked any more', async () => {
    const slots = await hospital.sql`select s.id, c.practitioner_id from clinical.slot s join clinical.schedule c on c.id = s.schedule_id where c.practitioner_id is not null and not s.stopped and not c.stopped and s.remaining > 0 and s.starts_at > ${hospital.clock.now().toISOString()}::timestamptz + interval '1 day' limit 1`
    const { id: slotId, practitioner_id: practitionerId } = slots[0] as unknown as { id: string; practitioner_id: string }
    const set = (enabled: boolean) => operator.mutate(`mutation ($ids: [ID!]!) { setPractitionersEnabled(ids: $ids, enabled: ${enabled}) { ${bulk} } }`, { ids: [practitionerId] })
    await set(false)
    await until(async () => ((await hospital.sql`select enabled from clinical.practitioner where id = ${practitionerId}`)[0] as { enabled: boolean }).enabled === false)
    const { me } = await patient.query('{ me { patients { id } } }')
    const hold = 'mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id } }'
    expect(await patient.refused(hold, { input: { slotId, patientId: me.patients[0].id } })).toBe('SLOT_STOPPED')
    await set(true)
    await until(async () => ((await hospital.sql`select enabled from clinical.practitioner where id = ${practitionerId}`)[0] as { enabled: boolean }).enabled)
  })
})

describe('[A1-01] [A1-15] lists leave as workbooks', () => {
  it('the filtered rows with the columns asked for, in the background, by a link that ends; it is in the log', async () => {
    const input = { list: 'practitioners', filter: { role: 'DOCTOR' }, columns: ['name', 'role', 'departments'] }
    const { startExport } = await operator.mutate('mutation ($input: StartExportInput!) { startExport(input: $input) { id } }', { input })
    const job = await ended(operator, startExport.id)
    const { practitioners } = await operator.query('{ practitioners(filter: { role: DOCTOR }) { totalCount } }')
    expect(job).toMatchObject({ state: 'SUCCEEDED', done: practitioners.totalCount })
    const answer = await operator.open(job.file.url)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const path = join(folder, 'doctors.xlsx')
    writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
    const rows: string[][] = []
    for await (const { cells } of readSheet(path)) rows.push(cells)
    expect(rows[0]).toEqual(['姓名', '类别', '科室'])
    expect(rows).toHaveLength(practitioners.totalCount + 1)
    expect((await operator.open(job.file.url.replace(/expires=\d+/, 'expires=9999999999'))).status).toBe(403)
    const admin = await hospital.signInStaff('admin')
    expect([(await admin.open(job.file.url)).status, (await hospital.anonymous.open(job.file.url)).status]).toEqual([403, 401])
    expect((await admin.query(`{ job(id: "${startExport.id}") { file { url } } }`)).job.file).toBeNull()
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "list.export" }) { totalCount } }')).auditEntries.totalCount > 0)
  }, 90_000)

  it('is for those who may export and may read that list', async () => {
    const ask = (list: string) => ['mutation ($input: StartExportInput!) { startExport(input: $input) { id } }', { input: { list } }] as const
    expect(await (await hospital.signInStaff('chenliqun')).refused(...ask('departments'))).toBe('FORBIDDEN')
    expect(await (await hospital.signInStaff('accountant')).refused(...ask('audit'))).toBe('FORBIDDEN')
    expect(await operator.refused(...ask('patients'))).toBe('NOT_FOUND')
  })

  it('the log says that it is as it was written', async () => {
    const { auditVerification } = await operator.query('{ auditVerification { intact brokenAt entries } }')
    expect(auditVerification).toMatchObject({ intact: true, brokenAt: null })
    expect(auditVerification.entries).toBeGreaterThan(0)
  })
})

describe('[A1-03] catalogues', () => {
  async function send(text: string, client = operator): Promise<Response> {
    return fetch(`${hospital.url}/sheets`, { method: 'POST', headers: { authorization: `Bearer ${await client.ticket()}`, 'content-type': 'application/octet-stream' }, body: text })
  }
  const take = async (sheet: string, trial: boolean) => {
    const { startImport } = await operator.mutate('mutation ($input: StartImportInput!) { startImport(input: $input) { id } }', { input: { list: 'drugs', sheet, trial } })
    return ended(operator, startImport.id)
  }
  const find = async (search: string) => (await operator.query('query ($search: String) { drugs(search: $search) { nodes { id code name version priceFen } } }', { search })).drugs.nodes

  it('a sheet is tried first, with the problem of each row, then taken', async () => {
    const { receipt } = (await (await send('药品编码,药品名称,零售价\nZ100,测试口服液,12.5\nZ101,坏价格片,面议\n')).json()) as { receipt: string }
    const tried = await take(receipt, true)
    expect(tried).toMatchObject({ state: 'SUCCEEDED', added: 1, failed: 1, messages: ['第 3 行「零售价」：价格须为不小于 0 的数字'] })
    expect(tried.file.name).toContain('导入问题')
    expect(await find('测试口服液')).toEqual([])
    expect(await take(receipt, false)).toMatchObject({ added: 1, failed: 1 })
    expect(await find('测试口服液')).toMatchObject([{ code: 'Z100', priceFen: 1250 }])
    expect(await take(receipt, false)).toMatchObject({ added: 0, unchanged: 1 })
  }, 90_000)

  it('what is no table, another\'s upload and a patient\'s are refused', async () => {
    const { receipt } = (await (await send('%PDF-1.7 nothing')).json()) as { receipt: string }
    expect(await take(receipt, true)).toMatchObject({ state: 'FAILED', messages: ['只支持 CSV 或 .xlsx 文件。'] })
    expect((await send('a,b\n1,2', patient)).status).toBe(404)
    const admin = await hospital.signInStaff('admin')
    expect(await admin.refused('mutation ($input: StartImportInput!) { startImport(input: $input) { id } }', { input: { list: 'drugs', sheet: receipt, trial: true } })).toBe('UPLOAD_INVALID')
  }, 60_000)

  it('a drug, its supplier and a diagnosis are added, changed once a version, and removed', async () => {
    const { createSupplier } = await operator.mutate('mutation { createSupplier(input: { code: "YQ01", name: "云溪医药公司" }) { id } }')
    const { createDrug } = await operator.mutate('mutation ($input: CreateDrugInput!) { createDrug(input: $input) { id version supplier { name } } }', { input: { code: 'Z200', name: '新药片', priceFen: 990, supplierId: createSupplier.id } })
    expect(createDrug.supplier.name).toBe('云溪医药公司')
    expect(await operator.refused('mutation { createDrug(input: { code: "Z200", name: "另一药片" }) { id } }')).toBe('CODE_TAKEN')
    const edit = 'mutation ($input: UpdateDrugInput!) { updateDrug(input: $input) { version priceFen } }'
    expect((await operator.mutate(edit, { input: { id: createDrug.id, version: 0, priceFen: 880 } })).updateDrug).toEqual({ version: 1, priceFen: 880 })
    expect(await operator.refused(edit, { input: { id: createDrug.id, version: 0, priceFen: 770 } })).toBe('CONFLICT')
    const { removeSuppliers } = await operator.mutate(`mutation { removeSuppliers(ids: ["${createSupplier.id}"]) { ${bulk} } }`)
    expect(removeSuppliers).toMatchObject({ done: 0, refused: [{ code: 'IN_USE' }] })
    expect((await operator.mutate(`mutation { removeDrugs(ids: ["${createDrug.id}"]) { ${bulk} } }`)).removeDrugs).toMatchObject({ done: 1 })
    const { createDiagnosis } = await operator.mutate('mutation { createDiagnosis(input: { system: "ICD10", code: "Z99.999x", name: "测试诊断" }) { id version } }')
    expect((await (await hospital.signInStaff('chenliqun')).query('{ diagnoses(search: "cszd") { nodes { code } } }')).diagnoses.nodes).toEqual([{ code: 'Z99.999x' }])
    expect((await operator.mutate(`mutation { removeDiagnoses(ids: ["${createDiagnosis.id}"]) { ${bulk} } }`)).removeDiagnoses.done).toBe(1)
    expect(await (await hospital.signInStaff('chenliqun')).refused('mutation { createDiagnosis(input: { system: "ICD10", code: "X", name: "x" }) { id } }')).toBe('FORBIDDEN')
  })
})

describe('[A1-05] a doctor is audited', () => {
  const APPLY = 'mutation ($input: ApplyForQualificationInput!) { applyForQualification(input: $input) { id status } }'
  const find = async (search: string) => (await hospital.anonymous.query('query ($search: String) { practitioners(filter: { search: $search }) { nodes { id title } } }', { search })).practitioners.nodes

  async function picture(client: TestClient): Promise<string> {
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#0b6b8a' } }).png().toBuffer()
    const ticket = await client.ticket()
    return new Promise((resolve, reject) => new Upload(bytes as never, {
      endpoint: `${hospital.url}/uploads`, headers: { authorization: `Bearer ${ticket}` }, retryDelays: [], onError: reject, onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Receipt')!),
    }).start())
  }

  it('is pending until then: not listed; refused with a reason, approved with documents', async () => {
    const { createPractitioner } = await operator.mutate('mutation ($input: CreatePractitionerInput!) { createPractitioner(input: $input) { id standing } }', { input: { role: 'DOCTOR', name: '欧阳试', title: '住院医师', departmentIds: [departmentId] } })
    expect(createPractitioner.standing).toBe('PENDING')
    expect(await find('欧阳试')).toEqual([])
    const pending = async () => (await operator.query('{ practitionerApplications(filter: { status: PENDING, search: "欧阳" }) { nodes { id documents { kind url } practitioner { name } } } }')).practitionerApplications.nodes
    const [first] = await pending()
    const verdict = 'mutation ($id: ID!, $reason: String!) { refuseApplication(id: $id, reason: $reason) { status reason } }'
    expect(await operator.refused(verdict, { id: first.id, reason: ' ' })).toBe('INVALID_INPUT')
    expect((await operator.mutate(verdict, { id: first.id, reason: '请上传执业证' })).refuseApplication).toEqual({ status: 'REFUSED', reason: '请上传执业证' })
    expect(await operator.refused('mutation ($id: ID!) { approveApplication(id: $id) { id } }', { id: first.id })).toBe('WRONG_STATE')

    const doctor = await hospital.as({ kind: 'PRACTITIONER', practitionerId: createPractitioner.id, institutionId: newId(), sessionId: newId(), permissions: ['staff:self', 'practitioner:apply', 'directory:read'] })
    expect((await doctor.query('{ myApplications { status reason } }')).myApplications).toEqual([{ status: 'REFUSED', reason: '请上传执业证' }])
    const input = {
      title: '主治医师', licenceNumber: '110330000099', independentSince: '2018-07-01',
      documents: [{ kind: 'PRACTICE_LICENCE', uploadReceipt: await picture(doctor) }, { kind: 'INSTITUTION_CONSENT', uploadReceipt: await picture(doctor) }],
    }
    await doctor.mutate(APPLY, { input })
    expect(await doctor.refused(APPLY, { input })).toBe('APPLICATION_PENDING')
    const [second] = await pending()
    expect((await operator.open(second.documents[0].url)).headers.get('content-type')).toBe('image/webp')
    expect(await (await hospital.signInStaff('chenliqun')).refused('mutation ($id: ID!) { approveApplication(id: $id) { id } }', { id: second.id })).toBe('FORBIDDEN')
    await operator.mutate('mutation ($id: ID!) { approveApplication(id: $id) { status } }', { id: second.id })
    expect(await find('欧阳试')).toEqual([{ id: createPractitioner.id, title: '主治医师' }])
  }, 60_000)
})

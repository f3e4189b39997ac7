import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openWorld, type World } from '../../../test/world.ts'

let world: World
const operator = administratorViewer('OPERATOR')
beforeAll(async () => {
  world = await openWorld()
  await synchronise()
}, 120_000)
afterAll(() => world?.close())

/** A whole sync: with the end that clinical gives it. */
async function synchronise(): Promise<void> {
  const jobId = await world.synchronise()
  await world.deliver('job.progressed', { jobId, step: 'schedules', done: 0, total: 0, added: 0, changed: 0, unchanged: 0, failed: 0, messages: [], finished: true })
}

const FIELDS = 'id name version pinned enabled hisId'
const create = (kind: string, input: object) => world.must(operator, `mutation ($input: Create${kind}Input!) { made: create${kind}(input: $input) { ${FIELDS} } }`, { input }).then(({ made }) => made)
const update = (kind: string, input: object) => `mutation { update${kind}(input: ${literal(input)}) { ${FIELDS} } }`
const literal = (input: object) => JSON.stringify(input).replace(/"(\w+)":/g, '$1:')
const bulk = (mutation: string, ids: string[], rest = '') => world.must(operator, `mutation ($ids: [ID!]!) { result: ${mutation}(ids: $ids${rest}) { done refused { id label code message } } }`, { ids }).then(({ result }) => result)
const department = async () => (await world.must(operator, '{ departments(first: 1) { nodes { id name version institution { id } } } }')).departments.nodes[0]

describe('[A1-01] the directory by hand', () => {
  test('a department is added, found, changed and removed, and patients see each at once', async () => {
    const { institution } = await department()
    const made = await create('Department', { institutionId: institution.id, name: '睡眠医学门诊', code: 'SM01', location: '门诊楼 5 层' })
    const find = async () => (await world.must(patientViewer(), '{ departments(filter: { search: "睡眠医学" }) { nodes { id name location } totalCount } }')).departments
    expect(await find()).toMatchObject({ totalCount: 1, nodes: [{ id: made.id, location: '门诊楼 5 层' }] })
    await world.must(operator, update('Department', { id: made.id, version: 0, name: '睡眠医学中心', location: null }))
    expect(await find()).toMatchObject({ nodes: [{ name: '睡眠医学中心', location: null }] })
    expect(await bulk('removeDepartments', [made.id])).toEqual({ done: 1, refused: [] })
    expect((await find()).totalCount).toBe(0)
    expect((await world.must(operator, `{ department(id: "${made.id}") { name } }`)).department.name).toBe('睡眠医学中心')
  })

  test('an edit of what somebody else has changed meanwhile is refused', async () => {
    const { institution } = await department()
    const { id } = await create('Department', { institutionId: institution.id, name: '中医特色门诊', code: 'ZY01' })
    await world.must(operator, update('Department', { id, version: 0, name: '中医门诊' }))
    expect(await world.refusal(operator, update('Department', { id, version: 0, name: '国医堂' }))).toBe('CONFLICT')
    const results = await Promise.all([1, 2, 3].map((n) => world.refusal(operator, update('Department', { id, version: 1, name: `国医堂${n}` }))))
    expect(results.filter((code) => code === undefined)).toHaveLength(1)
  })

  test('the tree has no loops, also not by two at once, and no parent of another institution', async () => {
    const a = await create('Institution', { name: '甲院区' })
    const b = await create('Institution', { name: '乙院区', parentId: a.id })
    const c = await create('Institution', { name: '丙院区', parentId: b.id })
    expect(await world.refusal(operator, update('Institution', { id: a.id, version: 0, parentId: a.id }))).toBe('TREE_LOOP')
    expect(await world.refusal(operator, update('Institution', { id: a.id, version: 0, parentId: c.id }))).toBe('TREE_LOOP')
    const [x, y] = [await create('Institution', { name: '丁院区' }), await create('Institution', { name: '戊院区' })]
    const crossed = await Promise.all([[x, y], [y, x]].map(([child, parent]) => world.refusal(operator, update('Institution', { id: child!.id, version: 0, parentId: parent!.id }))))
    expect(crossed.filter((code) => code === 'TREE_LOOP')).toHaveLength(1)
    const d = await create('Department', { institutionId: a.id, name: '检验', code: 'J1' })
    expect(await world.refusal(operator, `mutation { createDepartment(input: { institutionId: "${b.id}", parentId: "${d.id}", name: "免疫", code: "J2" }) { id } }`)).toBe('INVALID_INPUT')
  })

  test('what is referred to is not removed, row by row with the reason; it can be disabled instead', async () => {
    const a = await create('Institution', { name: '己院区' })
    const d = await create('Department', { institutionId: a.id, name: '体检', code: 'T1' })
    const p = await create('Practitioner', { role: 'DOCTOR', name: '单雄信', title: '主治医师', departmentIds: [d.id] })
    const known = await department()
    const result = await bulk('removeDepartments', [d.id, known.id, newId()])
    expect(result.done).toBe(0)
    expect(result.refused.map(({ code, label }: { code: string; label: string }) => [code, label])).toEqual([['IN_USE', '体检'], ['IN_USE', known.name], ['NOT_FOUND', null]])
    expect(result.refused[0].message).toContain('1 名医护人员')
    expect(result.refused[1].message).toContain('医院信息系统')
    await world.deliver('directory.referenced', { ids: [p.id], by: '咨询服务' })
    expect((await bulk('removePractitioners', [p.id])).refused[0].message).toContain('咨询服务')
    expect(await bulk('setDepartmentsEnabled', [d.id], ', enabled: false')).toEqual({ done: 1, refused: [] })
    const changes = await world.emitted('directory.changed')
    expect(changes.flatMap(({ departments }) => departments).filter(({ id }) => id === d.id).at(-1)).toMatchObject({ enabled: false, hisId: null })
  })

  test('[A1-02] what was set by hand outlives a sync, until it is given back to HIS', async () => {
    const { id, name, version } = await department()
    await world.must(operator, update('Department', { id, version, name: '手工改名科' }))
    await bulk('setDepartmentsEnabled', [id], ', enabled: false')
    await synchronise()
    const read = async () => (await world.must(operator, `{ department(id: "${id}") { ${FIELDS} } }`)).department
    const kept = await read()
    expect(kept).toMatchObject({ name: '手工改名科', enabled: false, version: version + 2 })
    expect(kept.pinned).toEqual(expect.arrayContaining(['name', 'enabled']))
    await world.must(operator, update('Department', { id, version: kept.version, followHis: true }))
    await synchronise()
    expect(await read()).toMatchObject({ name, enabled: true, pinned: [] })
  }, 60_000)

  test('what is wrong is said with its field; who has no permission changes nothing', async () => {
    const { institution } = await department()
    const input = { institutionId: institution.id, name: '  ', code: 'X' }
    expect(await world.refusal(operator, 'mutation ($input: CreateDepartmentInput!) { createDepartment(input: $input) { id } }', { input })).toBe('INVALID_INPUT')
    expect(await world.refusal(operator, `mutation { createInstitution(input: { name: "x", brandColor: "red" }) { id } }`)).toBe('INVALID_INPUT')
    expect(await world.refusal(operator, `mutation { createInstitution(input: { name: "x", latitude: 30 }) { id } }`)).toBe('INVALID_INPUT')
    for (const viewer of [administratorViewer('ACCOUNTANT'), doctorViewer(), patientViewer()]) {
      expect(await world.refusal(viewer, 'mutation ($input: CreateDepartmentInput!) { createDepartment(input: $input) { id } }', { input })).toBe('FORBIDDEN')
    }
  })

  test('every change is in the log with what was and what is', async () => {
    const { institution } = await department()
    const { id } = await create('Department', { institutionId: institution.id, name: '日志科', code: 'L1' })
    await world.must(operator, update('Department', { id, version: 0, name: '日志门诊' }))
    await world.runJobs()
    const { auditEntries: { nodes } } = await world.must(operator, `{ auditEntries(filter: { subjectId: "${id}" }) { nodes { action before after subjectLabel } } }`)
    expect(nodes.map(({ action }: { action: string }) => action).sort()).toEqual(['department.create', 'department.update'])
    expect(nodes.find(({ action }: { action: string }) => action === 'department.update')).toMatchObject({ before: { name: '日志科' }, after: { name: '日志门诊' }, subjectLabel: '日志门诊' })
  })
})

import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS, service, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openWorld, type World } from '../../test/world.ts'
import { findBrokenLink } from './audit-entry.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const operator = administratorViewer('OPERATOR')
const entry = (part: Partial<EventPayloads['audit.recorded']> = {}): EventPayloads['audit.recorded'] => ({
  at: world.clock.now().toISOString(), actorKind: 'ADMINISTRATOR', actorId: newId(), action: 'order.refunded', subjectType: 'Order', subjectId: newId(),
  before: { b: 1, a: { y: [1, 2], x: null } }, after: { amountFen: 1200 }, ip: '203.0.113.9', userAgent: 'Mozilla', requestId: newId(), ...part,
})
const read = async (filter: object, viewer: Viewer = operator) => (await world.must(viewer, 'query ($filter: AuditFilter) { auditEntries(filter: $filter, first: 100) { nodes { id action actorName subjectLabel before after ip requestId } } }', { filter })).auditEntries.nodes

describe('[A1-15] the log', () => {
  test('keeps who, what, when, from where, before and after; once however often it is delivered', async () => {
    const data = entry()
    const id = newId()
    for (let i = 0; i < 3; i++) await world.deliver('audit.recorded', data, id)
    expect(await read({ subjectId: data.subjectId })).toEqual([expect.objectContaining({ action: 'order.refunded', before: data.before, after: data.after, ip: '203.0.113.9', requestId: data.requestId })])
  })

  test('names staff as they are called', async () => {
    await world.staff({ login: 'auditor', administrator: { name: '沈审计', roles: ['OPERATOR'] } })
    const [{ id }] = await world.house.db.execute<{ id: string }>(`select id from platform.administrator where login = 'auditor'`) as unknown as [{ id: string }]
    await world.deliver('audit.recorded', entry({ actorId: id, subjectType: 'Administrator', subjectId: id }))
    expect(await read({ actor: '沈审' })).toEqual([expect.objectContaining({ actorName: '沈审计', subjectLabel: '沈审计' })])
    expect(await read({ actor: id })).toHaveLength(1)
  })

  test('is filtered by action, subject and time', async () => {
    const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString()
    for (let minute = 0; minute < 3; minute++) await world.deliver('audit.recorded', entry({ at: at(minute), action: 'staff.sign-in', subjectType: 'StaffAccount' }))
    expect(await read({ action: 'staff.', from: at(1), to: at(2) })).toHaveLength(1)
    expect(await read({ subjectType: 'StaffAccount', from: at(0) })).toHaveLength(3)
    expect(await read({ action: '%' })).toEqual([])
    expect(await read({ subjectId: 'x' })).toEqual([])
  })

  test('takes rows and nothing else: no update, delete or truncate, not even by its own role', async () => {
    await world.deliver('audit.recorded', entry())
    for (const statement of [`update platform.audit_entry set action = 'x'`, 'delete from platform.audit_entry', 'truncate platform.audit_entry']) {
      await expect(world.house.db.execute(statement)).rejects.toThrow()
    }
  })

  test('is chained without a gap under concurrency; a row that was tampered with shows', async () => {
    await Promise.all(Array.from({ length: 30 }, () => world.deliver('audit.recorded', entry())))
    expect(await findBrokenLink(world.house)).toBeUndefined()
    // As somebody with the database's own superuser could.
    const owner = postgres(world.installation.databaseUrl, { max: 1 })
    await owner`alter table platform.audit_entry disable trigger all`
    await owner`update platform.audit_entry set after = '{"amountFen": 1}' where sequence = 5`
    await owner.end()
    expect(await findBrokenLink(world.house)).toBe(5)
  })

  test('is read by whoever may, on every path', async () => {
    await world.deliver('audit.recorded', entry())
    const [{ id }] = await read({})
    const entities = async (viewer: Viewer) => (await world.must(viewer, 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on AuditEntry { id } } }', { those: [{ __typename: 'AuditEntry', id }] }))._entities[0]
    for (const viewer of [ANONYMOUS, patientViewer(), doctorViewer(), administratorViewer('ACCOUNTANT')]) {
      expect(await world.refusal(viewer, '{ auditEntries { totalCount } }')).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
      expect(await entities(viewer)).toBeNull()
    }
    expect(await entities(operator)).toEqual({ id })
    expect(await entities(service('test'))).toEqual({ id })
  })
})

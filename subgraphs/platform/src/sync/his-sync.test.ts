import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { administratorViewer } from '@hospital/subgraph/testing'
import { openWorld, signIn, TOTP_SECRET, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())
afterEach(() => world.outside.control('faults/clear'))

const admin = administratorViewer('OPERATOR')
const COUNTS = 'state total done added changed unchanged failed messages finishedAt'
const jobOf = async (id: string) => (await world.must(admin, `query ($id: ID!) { job(id: $id) { ${COUNTS} } }`, { id })).job
const start = async () => (await world.must(admin, 'mutation { startHisSync { id state } }')).startHisSync
const schedules = (jobId: string, part: Partial<{ done: number; total: number; finished: boolean; messages: string[]; failed: number }> = {}) =>
  world.deliver('job.progressed', { jobId, step: 'schedules', done: 14, total: 14, added: 3, changed: 0, unchanged: 0, failed: 0, messages: [], finished: true, ...part })
const firstDoctor = async () => (await world.must(ANONYMOUS, '{ practitioners(first: 1, filter: { role: DOCTOR }) { nodes { id name } } }')).practitioners.nodes[0]

test('[A1-02] a sync takes over the hospital and counts what it did; a second run changes nothing', async () => {
  const id = await world.synchronise()
  const taken = await jobOf(id)
  expect(taken).toMatchObject({ state: 'RUNNING', changed: 0, unchanged: 0, failed: 0, messages: [] })
  expect(taken.added).toBeGreaterThan(160)
  expect([taken.done, taken.total]).toEqual([taken.added, taken.added])
  await schedules(id)
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED', added: taken.added + 3, finishedAt: expect.any(String) })

  const again = await world.synchronise()
  expect(await jobOf(again)).toMatchObject({ added: 0, changed: 0, unchanged: taken.added, failed: 0 })
  await schedules(again)
})

test('[A1-02] clinical gets the directory to go on with', async () => {
  const [directory] = await world.emitted('directory.synchronised')
  expect(directory!.institutions).toHaveLength(3)
  expect(directory!.departments.length).toBeGreaterThanOrEqual(40)
  expect(directory!.practitioners.find(({ name }) => name === '陈立群')).toMatchObject({ titleRank: 1, pinyin: 'clq', departmentIds: [expect.any(String), expect.any(String)] })
})

test('the directory reads as HIS has it: tree, titles, search by name, specialty and pinyin', async () => {
  const { institutions } = await world.must(ANONYMOUS, '{ institutions { name kind parent { name } location { latitude } fenceMeters departments { id } } }')
  expect(institutions.map(({ kind }: { kind: string }) => kind)).toEqual(['MAIN', 'BRANCH', 'BRANCH'])
  expect(institutions[1]).toMatchObject({ parent: { name: institutions[0].name }, location: { latitude: expect.any(Number) }, fenceMeters: expect.any(Number) })
  const names = async (search: string) => (await world.must(ANONYMOUS, 'query ($search: String) { departments(filter: { search: $search }) { totalCount nodes { name } } }', { search })).departments.nodes.map(({ name }: { name: string }) => name)
  expect(await names('心血管')).toContain('心血管内科')
  expect(await names('XXG')).toContain('心血管内科')
  expect(await names('%')).toEqual([])
  const { practitioners } = await world.must(ANONYMOUS, '{ practitioners(filter: { search: "clq" }) { nodes { name title departments { name institution { name } practitioners(first: 100) { nodes { name } } } } } }')
  const chen = practitioners.nodes.find(({ name }: { name: string }) => name === '陈立群')
  expect(chen.title).toBe('主任医师')
  expect(chen.departments[0].practitioners.nodes.map(({ name }: { name: string }) => name)).toContain('陈立群')
})

test('pages cover the staff once, in the hospital\'s order', async () => {
  const seen: { id: string; priority: number; titleRank: number }[] = []
  for (let after: string | undefined; ;) {
    const { practitioners } = await world.must(ANONYMOUS, 'query ($after: String) { practitioners(first: 37, after: $after) { totalCount nodes { id priority titleRank } pageInfo { hasNextPage endCursor } } }', { after })
    seen.push(...practitioners.nodes)
    after = practitioners.pageInfo.endCursor
    if (!practitioners.pageInfo.hasNextPage) {
      expect(new Set(seen.map(({ id }) => id)).size).toBe(practitioners.totalCount)
      break
    }
  }
  expect(seen.every((row, i) => i === 0 || seen[i - 1]!.priority < row.priority || seen[i - 1]!.titleRank <= row.titleRank)).toBe(true)
})

test('what HIS changed is changed here, and counted', async () => {
  const { id } = await firstDoctor()
  await world.house.db.execute(`update platform.practitioner set title = '医师', pinyin = 'x' where id = '${id}'`)
  const jobId = await world.synchronise()
  expect(await jobOf(jobId)).toMatchObject({ added: 0, changed: 1 })
  await schedules(jobId)
})

test('who HIS no longer lists is disabled and signed out, never deleted', async () => {
  const { id } = await firstDoctor()
  await world.staff({ login: 'leaver', practitionerId: id, totpSecret: TOTP_SECRET })
  const { sessionId } = await signIn(world, 'leaver')
  expect((await world.subgraph.viewerOf!(sessionId))!.viewer).toMatchObject({ kind: 'PRACTITIONER', practitionerId: id })
  await world.house.db.execute(`update platform.practitioner set his_id = 'gone' where id = '${id}'`)
  const woken: (string | undefined)[] = []
  const off = world.installation.wakes.onPrefix('session:', (topic) => woken.push(topic))
  const jobId = await world.synchronise()
  expect(await jobOf(jobId)).toMatchObject({ added: 1, changed: 1, messages: [expect.stringContaining('已停用')] })
  await expect.poll(() => woken).toContain(`session:${sessionId}`)
  off()
  expect(await world.subgraph.viewerOf!(sessionId)).toBeUndefined()
  expect((await world.must(ANONYMOUS, 'query ($id: ID!) { practitioner(id: $id) { enabled } }', { id })).practitioner).toEqual({ enabled: false })
  const listed = (await world.must(ANONYMOUS, '{ practitioners(first: 100) { nodes { id } } }')).practitioners.nodes
  expect(listed).not.toContainEqual({ id })
  await schedules(jobId)
})

test('one sync at a time: whoever starts another gets the one under way', async () => {
  const started = await Promise.all(Array.from({ length: 10 }, start))
  expect(new Set(started.map(({ id }) => id)).size).toBe(1)
  await world.runJobs()
  await schedules(started[0].id)
  expect((await start()).id).not.toBe(started[0].id)
  await world.runJobs()
  await schedules((await start()).id)
})

test('HIS down: the job fails with a sentence, and the next one can start', async () => {
  await world.outside.control('faults', { system: 'his', mode: 'down' })
  const id = await world.synchronise()
  expect(await jobOf(id)).toMatchObject({ state: 'FAILED', added: 0, messages: [expect.stringContaining('医院信息系统暂时无法连接')] })
  await world.outside.control('faults/clear')
  const next = await world.synchronise()
  expect(await jobOf(next)).toMatchObject({ state: 'RUNNING', failed: 0 })
  await schedules(next)
})

test('killed between two pages, it goes on at the page it had come to, and counts nothing twice', async () => {
  const before = await world.synchronise()
  const { unchanged } = await jobOf(before)
  await schedules(before)
  const owner = postgres(world.installation.databaseUrl, { max: 1, onnotice: () => {} })
  const [{ last }] = await owner`select max(his_id) as last from platform.practitioner where his_id <> 'gone'` as unknown as [{ last: string }]
  await owner.unsafe(`create function platform.die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
    create trigger die before update on platform.practitioner for each row when (new.his_id = '${last}') execute function platform.die()`)
  const { id } = await start()
  const work = world.subgraph.jobs['platform.syncHis']!
  await expect(work({ jobId: id })).rejects.toThrow()
  const halfway = await jobOf(id)
  await owner.unsafe('drop trigger die on platform.practitioner; drop function platform.die()')
  await owner.end()
  expect(halfway.done).toBeLessThan(unchanged)
  await Promise.all([work({ jobId: id }), work({ jobId: id })])
  expect(await jobOf(id)).toMatchObject({ state: 'RUNNING', added: 0, changed: 0, unchanged })
  await world.runJobs()
  expect(await jobOf(id)).toMatchObject({ unchanged })
  await schedules(id)
})

test('progress is told as it happens and ends where it should, in whatever order it comes', async () => {
  const id = await world.synchronise()
  const stream = await world.subscribe(admin, 'subscription ($id: ID!) { jobProgress(id: $id) { state done } }', { id })
  const next = async () => ((await stream.next()).value as any).data.jobProgress
  const { done } = await next()
  await schedules(id, { done: 7, finished: false })
  expect(await next()).toEqual({ state: 'RUNNING', done: done + 7 })
  await schedules(id, { done: 3, finished: false })
  await schedules(id)
  expect(await next()).toEqual({ state: 'SUCCEEDED', done: done + 14 })
  await stream.return!()
  await schedules(id, { done: 9, finished: false })
  expect(await jobOf(id)).toMatchObject({ state: 'SUCCEEDED', done: done + 14 })
})

test('schedules that could not all be taken over fail the job', async () => {
  const id = await world.synchronise()
  await schedules(id, { done: 5, failed: 1, messages: ['医院系统无法连接'] })
  expect(await jobOf(id)).toMatchObject({ state: 'FAILED', messages: expect.arrayContaining(['医院系统无法连接']) })
})

test('a job without a sign of life is given up, one with is not', async () => {
  const silent = await world.synchronise()
  world.clock.advance(15 * 60_000)
  await schedules(silent, { done: 1, finished: false })
  world.clock.advance(6 * 60_000)
  await world.runJobs()
  expect((await jobOf(silent)).state).toBe('RUNNING')
  world.clock.advance(21 * 60_000)
  await world.runJobs()
  expect(await jobOf(silent)).toMatchObject({ state: 'FAILED', messages: [expect.stringContaining('没有进展')] })
})

test('jobs are for administrators who may; foreign and missing answer alike', async () => {
  const { id } = await start()
  expect(await world.refusal(administratorViewer('ACCOUNTANT'), 'mutation { startHisSync { id } }')).toBe('FORBIDDEN')
  expect(await world.refusal(ANONYMOUS, 'mutation { startHisSync { id } }')).toBe('UNAUTHENTICATED')
  await expect(world.subscribe(admin, 'subscription ($id: ID!) { jobProgress(id: $id) { id } }', { id: newId() })).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  const { _entities } = await world.must(ANONYMOUS, 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on Job { id } } }', { those: [{ __typename: 'Job', id }] })
  expect(_entities).toEqual([null])
})

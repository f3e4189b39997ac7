import { appendFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { findFreeOffset } from '../src/ports.ts'
import { processState } from '../src/process-table.ts'
import { SUBGRAPHS } from '../src/subgraphs.ts'
import { startTestDatabase } from '../src/test-database.ts'
import { makeHouse, processesOf, untilGone, type House } from './house.ts'

let house: House
let offset: number

beforeAll(async () => {
  house = makeHouse()
  offset = await findFreeOffset()
})
// a test that failed half-way must not leave its hospital to the next one
afterEach(() => {
  for (const pid of processesOf(house.root)) process.kill(pid, 'SIGKILL')
})
afterAll(() => house.remove())

const environment = (more: NodeJS.ProcessEnv = {}) => ({ PORT_OFFSET: String(offset), HOSPITAL_DATA_DIR: join(house.root, 'data'), DATABASE_URL: '', ...more })
const answers = async (port: number) => (await fetch(`http://127.0.0.1:${port}/health`)).ok

test('[two commands] the first start makes keys of mode 600 and serves every part; SIGTERM stops all of it', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  for (const port of [3000, 3001, 3002, 4000, 4900]) expect(await answers(port + offset)).toBe(true)
  await started.until('runs-1')
  expect(statSync(join(house.root, 'data/keys.json')).mode & 0o777).toBe(0o600)
  started.process.kill('SIGTERM')
  await started.exited
  await untilGone(house.root)
}, 120_000)

const LEFT = 'demonstration hospital as it was left'
const UNCHANGED = 'apps unchanged since they were built'

/** How often the demonstration was made in the database of this folder. */
async function runs(): Promise<string> {
  const counted = house.count(environment(), 'runs')
  expect(await counted.exited).toBe(0)
  return /runs=(\d+)/.exec(counted.output())![1]!
}

test('[two commands] a second start keeps the data, and makes nothing again that is there', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  expect(started.output()).toContain(LEFT)
  expect(started.output()).toContain(UNCHANGED)
  expect(await runs()).toBe('1')
  // Ctrl-C: the terminal signals the whole group
  process.kill(-(started.process.pid as number), 'SIGINT')
  await started.exited
  await untilGone(house.root)
}, 60_000)

test('[two commands] what was made of other sources is made again: the apps, and the demonstration', async () => {
  appendFileSync(join(house.root, 'apps/gateway/src/seed.ts'), '\n')
  const started = house.start(environment())
  await started.until('everything is up')
  expect(started.output()).not.toContain(LEFT)
  expect(started.output()).not.toContain(UNCHANGED)
  expect(await runs()).toBe('2')
  started.process.kill('SIGTERM')
  await started.exited
  await untilGone(house.root)
  rmSync(join(house.root, 'apps/doctor/.next'), { recursive: true })
  const again = house.start(environment())
  await again.until('everything is up')
  expect(await answers(3001 + offset)).toBe(true)
  expect(again.output()).toContain(LEFT)
  again.process.kill('SIGTERM')
  await again.exited
  await untilGone(house.root)
}, 90_000)

test('[two commands] kill -9 of npm leaves no process, and the next start works', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  started.process.kill('SIGKILL')
  await untilGone(house.root)
  const again = house.start(environment())
  await again.until('everything is up')
  expect(await runs()).toBe('2')
  again.process.kill('SIGTERM')
  await again.exited
  await untilGone(house.root)
}, 90_000)

test('[two commands] kill -9 of the launcher itself leaves no process, though a stale pid file names somebody else', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  const launcher = processesOf(house.root).find((pid) => processState(pid)?.command.includes('src/start.ts'))
  process.kill(launcher as number, 'SIGKILL')
  await started.exited
  await untilGone(house.root)
  writeFileSync(join(house.root, 'data/postgres/postmaster.pid'), `${process.pid}\n${join(house.root, 'data/postgres')}\n`)
  const again = house.start(environment())
  await again.until('everything is up')
  expect(await runs()).toBe('2')
  again.process.kill('SIGTERM')
  await again.exited
  await untilGone(house.root)
}, 90_000)

test('[two commands] a service that dies is started again', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  const gateway = processesOf(house.root).find((pid) => processState(pid)?.command.includes('apps/gateway/src/server.ts'))
  process.kill(gateway as number, 'SIGKILL')
  await started.until('gateway died (signal SIGKILL); starting it again')
  await expect.poll(() => answers(4000 + offset).catch(() => false), { timeout: 20_000 }).toBe(true)
  started.process.kill('SIGTERM')
  await started.exited
  await untilGone(house.root)
}, 60_000)

test('[two commands] distributed, every subgraph is a process of its own, the gateway is told where, and npm run restart restarts them in turn', async () => {
  const started = house.startDistributed(environment())
  await started.until('everything is up')
  for (let port = 4101; port <= 4107; port++) expect(await answers(port + offset)).toBe(true)
  const told = (await (await fetch(`http://127.0.0.1:${4000 + offset}/`)).json()) as Record<string, string[]>
  expect(told.finance).toEqual([`http://127.0.0.1:${4107 + offset}/graphql`])

  const serving = () => processesOf(house.root).filter((pid) => /(gateway|subgraphs\/\w+)\/src\/server\.ts/.test(processState(pid)?.command ?? ''))
  const before = serving()
  expect(await house.restart(environment()).exited).toBe(0)
  await started.until('everything restarted')
  expect(started.output().match(/\w+(?= restarted in )/g)).toEqual([...SUBGRAPHS, 'gateway'])
  expect(serving().filter((pid) => before.includes(pid))).toEqual([])
  expect(serving()).toHaveLength(8)
  started.process.kill('SIGTERM')
  await started.exited
  await untilGone(house.root)
}, 180_000)

test('[two commands] DATABASE_URL is used instead of a server of our own', async () => {
  const database = await startTestDatabase()
  const dataDir = join(house.root, 'elsewhere')
  const started = house.start(environment({ DATABASE_URL: database.url, HOSPITAL_DATA_DIR: dataDir }))
  await started.until('runs-1')
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  started.process.kill('SIGTERM')
  await started.exited
  await untilGone(house.root)
  await database.stop()
}, 60_000)

test('[two commands] kill -9 in the middle of a build leaves no process, and the next start builds', async () => {
  const unbuilt = makeHouse()
  const env = environment({ HOSPITAL_DATA_DIR: join(unbuilt.root, 'data') })
  const started = unbuilt.start({ ...env, BUILD_MS: '60000' })
  await started.until('gateway ready')
  await expect.poll(() => processesOf(unbuilt.root).some((pid) => processState(pid)?.command.includes('build.mjs')), { timeout: 30_000 }).toBe(true)
  started.process.kill('SIGKILL')
  await untilGone(unbuilt.root)
  const again = unbuilt.start(env)
  await again.until('everything is up')
  again.process.kill('SIGTERM')
  await again.exited
  await untilGone(unbuilt.root)
  unbuilt.remove()
}, 120_000)

test('[two commands] a program runs on the database of the running hospital, and on the same one when nothing runs', async () => {
  const started = house.start(environment())
  await started.until('everything is up')
  const beside = house.count(environment(), 'beside')
  expect(await beside.exited).toBe(0)
  expect(beside.output()).toContain('beside=2')
  started.process.kill('SIGTERM')
  await started.exited
  const alone = house.count(environment(), 'alone')
  expect(await alone.exited).toBe(0)
  expect(alone.output()).toContain('alone=2')
  await untilGone(house.root)
}, 60_000)

test('[two commands] two copies run side by side; a third on the same ports or the same folder is refused by name', async () => {
  const other = await findFreeOffset()
  const first = house.start(environment())
  const second = house.start(environment({ PORT_OFFSET: String(other), HOSPITAL_DATA_DIR: join(house.root, 'other') }))
  await Promise.all([first.until('everything is up'), second.until('everything is up')])
  expect(await answers(3000 + offset)).toBe(true)
  expect(await answers(3000 + other)).toBe(true)

  const samePorts = house.start(environment({ HOSPITAL_DATA_DIR: join(house.root, 'third') }))
  expect(await samePorts.exited).toBe(1)
  expect(samePorts.output()).toContain(`${4000 + offset} (gateway)`)
  expect(samePorts.output()).toContain('PORT_OFFSET=')

  const sameFolder = house.start(environment({ PORT_OFFSET: String(await findFreeOffset()) }))
  expect(await sameFolder.exited).toBe(1)
  expect(sameFolder.output()).toContain('already running')

  for (const one of [first, second]) one.process.kill('SIGTERM')
  await Promise.all([first.exited, second.exited])
  await untilGone(house.root)
}, 120_000)

test('[two commands] production refuses demonstration keys, a moved clock, and a lack of its own database', async () => {
  const production = environment({ NODE_ENV: 'production' })
  const refused = async (env: NodeJS.ProcessEnv) => {
    const started = house.start(env)
    expect(await started.exited).toBe(1)
    return started.output()
  }
  expect(await refused(production)).toContain('Production needs DATABASE_URL')
  expect(await refused({ ...production, CLOCK_OFFSET_MS: '1' })).toContain('CLOCK_OFFSET_MS')
  const keys = { HOSPITAL_KEYS_FILE: join(house.root, 'data/keys.json'), CONNECTORS_FILE: '/nowhere', DATABASE_URL: 'postgres://127.0.0.1:1/x' }
  expect(await refused({ ...production, ...keys })).toContain('demonstration keys')
}, 60_000)

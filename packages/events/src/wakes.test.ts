import { afterEach, expect, test } from 'vitest'
import { connect } from '@hospital/database/connect'
import { openNotifyTransport } from './notify-transport.ts'
import { openWakesOver, type Wakes } from './wakes.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A process of its own on NOTIFY, whose news waits at the gate before it leaves. */
async function openProcess(gate: Promise<void> = Promise.resolve()): Promise<Wakes> {
  const { sql, close } = connect(process.env.TEST_DATABASE_URL!, { name: 'wakes', max: 2 })
  const wakes = await openWakesOver(async (listener) => {
    const notify = await openNotifyTransport(sql, listener)
    return { ...notify, publish: (payload) => gate.then(() => notify.publish(payload)) }
  }, () => {})
  closing.push(close, wakes.close)
  return wakes
}

test('whoever waits for news to leave goes on when other processes are told, its own caches long before', async () => {
  const gate = Promise.withResolvers<void>()
  const [here, there] = [await openProcess(gate.promise), await openProcess()]
  const heard: string[] = []
  here.onPrefix('session:', (topic) => heard.push(`here ${topic}`))
  there.onPrefix('session:', (topic) => heard.push(`there ${topic}`))
  let left = false
  const leaving = here.send(['session:1']).then(() => { left = true })
  expect(heard).toEqual(['here session:1'])
  await new Promise((resolve) => setImmediate(resolve))
  expect(left).toBe(false)
  gate.resolve()
  await leaving
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('there session:1')
})

test('what comes together leaves together, and everybody who waits for it goes on', async () => {
  const [here, there] = [await openProcess(), await openProcess()]
  const heard = new Set<string>()
  there.onPrefix('session:', (topic) => heard.add(topic!))
  await Promise.all([here.send(['session:1']), here.send(['session:2', 'session:3']), here.send([])])
  await expect.poll(() => [...heard].sort(), { timeout: 10_000 }).toEqual(['session:1', 'session:2', 'session:3'])
})

test('news that cannot leave holds nobody up for long', async () => {
  const here = await openProcess(new Promise(() => {}))
  await here.send(['session:1'])
})

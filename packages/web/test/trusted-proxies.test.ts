import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const preload = fileURLToPath(new URL('../trusted-proxies.mjs', import.meta.url))
const ECHO = `require('node:http').createServer((request, reply) => reply.end(JSON.stringify(request.headers))).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

const children: ReturnType<typeof spawn>[] = []
afterEach(() => { for (const child of children.splice(0)) child.kill() })

/** What an app behind the preload reads of these headers. */
async function seen(trusted: string, headers: Record<string, string>): Promise<Record<string, string>> {
  const child = spawn(process.execPath, ['--import', preload, '-e', ECHO], { env: { ...process.env, TRUSTED_PROXIES: trusted }, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [port] = await once(child.stdout!, 'data') as [Buffer]
  return await (await fetch(`http://127.0.0.1:${String(port).trim()}/`, { headers })).json() as Record<string, string>
}

it('nobody says where he comes from himself', async () => {
  const headers = await seen('', { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.test', 'x-real-ip': '1.2.3.4', forwarded: 'for=1.2.3.4' })
  expect(Object.keys(headers).filter((name) => /forwarded|real-ip/.test(name))).toEqual([])
})

it('of a proxy of ours only the last foreign address counts', async () => {
  const headers = await seen('127.0.0.1, 10.0.0.2', { 'x-forwarded-for': '6.6.6.6, 9.9.9.9, 10.0.0.2', 'x-forwarded-proto': 'https', forwarded: 'for=6.6.6.6' })
  expect(headers).toMatchObject({ 'x-forwarded-for': '9.9.9.9', 'x-forwarded-proto': 'https' })
  expect(headers.forwarded).toBeUndefined()
})

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { createWechat } from '@hospital/connectors/wechat/adapter'
import { readWechatKeys, type WechatConfiguration } from '@hospital/connectors/wechat/keys'
import type { WechatPort } from '@hospital/connectors/wechat/port'
import { memoryTokens } from '@hospital/connectors/wechat/token'
import { openScene, type Scene } from '../../test/scene.ts'

let scene: Scene
let account: WechatConfiguration
let wechat: WechatPort
beforeAll(async () => {
  scene = await openScene()
  account = (JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration).wechat
  wechat = scene.wechat.using(memoryTokens())
})
afterAll(() => scene.remove())

const template = () => account.templates.CONSULTATION_REPLIED!
const follower = async () => (await scene.control<{ openId: string }>('wechat/follow')).openId
const tokens = async () => (await scene.look<{ count: number }>('wechat/tokens')).count

it.each([
  [{ scene: 7, expireSeconds: 600 }, 'QR_SCENE'], [{ scene: 'h-1', expireSeconds: 600 }, 'QR_STR_SCENE'], [{ scene: 8 }, 'QR_LIMIT_SCENE'], [{ scene: 'h-2' }, 'QR_LIMIT_STR_SCENE'],
])('the scene %j becomes a code of its own kind, and its picture is there', async (asked, action) => {
  const code = await wechat.createSceneCode(asked)
  expect(code).toMatchObject({ expireSeconds: 'expireSeconds' in asked ? 600 : null, url: expect.stringContaining('weixin.qq.com/q/') })
  expect((await scene.look('wechat/codes'))[0]).toMatchObject({ action, scene: String(asked.scene), ticket: code.ticket })
  const picture = await fetch(code.imageUrl)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
})

it('a scene out of its limits never leaves the house, and the platform itself refuses it too', async () => {
  for (const asked of [{ scene: 0 }, { scene: 100_001 }, { scene: '' }, { scene: 'x'.repeat(65) }, { scene: 'a', expireSeconds: 2_592_001 }]) {
    await expect(wechat.createSceneCode(asked), JSON.stringify(asked)).rejects.toMatchObject({ kind: 'REFUSED', code: 'SCENE_INVALID' })
  }
  const issued = await call('stable_token', { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret })
  const create = (body: object) => call(`qrcode/create?access_token=${issued.access_token}`, body)
  expect(await create({ action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 100_001 } } })).toMatchObject({ errcode: 40053 })
  expect(await create({ action_name: 'QR_SCENE', expire_seconds: 2_592_001, action_info: { scene: { scene_id: 1 } } })).toMatchObject({ errcode: 40058 })
  expect(await create({ action_name: 'QR_SCENE', action_info: { scene: { scene_id: 1 } } })).toMatchObject({ expire_seconds: 30 })
})

const call = async (path: string, body: object): Promise<Record<string, unknown>> =>
  (await (await fetch(`${scene.url}/wechat/cgi-bin/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as never

it('one token serves many calls; a revoked or an ended one is replaced once', async () => {
  const own = scene.wechat.using(memoryTokens())
  await Promise.all([1, 2, 3, 4].map((at) => own.createSceneCode({ scene: `same-${at}` })))
  const before = await tokens()
  await own.createSceneCode({ scene: 'again' })
  expect(await tokens()).toBe(before)
  await scene.control('wechat/tokens/revoke')
  await Promise.all([1, 2, 3].map((at) => own.createSceneCode({ scene: `revoked-${at}` })))
  expect(await tokens()).toBe(before + 1)
  await scene.control('clock/advance', { ms: 7_200_001 })
  await own.createSceneCode({ scene: 'ended' })
  expect(await tokens()).toBe(before + 2)
  await scene.control('wechat/answers', { errcode: 40001, times: 2 })
  await expect(own.createSceneCode({ scene: 'twice' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'TOKEN_INVALID' })
})

it('a wrong secret or a foreign account gets no token', async () => {
  for (const [change, code] of [[{ appSecret: 'x' }, 'SECRET_INVALID'], [{ appId: 'wx0' }, 'APPID_INVALID']] as const) {
    const strange = createWechat({ baseUrl: `${scene.url}/wechat`, keys: readWechatKeys({ ...account, ...change }) })
    await expect(strange.using(memoryTokens()).createSceneCode({ scene: 'x' })).rejects.toMatchObject({ kind: 'REFUSED', code })
    await strange.disconnect()
  }
})

it('a template message reaches a follower once, by all keywords of its template', async () => {
  const openId = await follower()
  const message = { openId, templateId: template(), data: { thing1: '陈立群' }, url: 'https://h.cn/c/1', clientMessageId: `m-${openId}` }
  const sent = await wechat.sendTemplate(message)
  expect(await wechat.sendTemplate(message)).toEqual(sent)
  expect(await scene.look(`wechat/messages?openId=${openId}`)).toMatchObject([{ kind: 'TEMPLATE', text: '咨询回复通知\n医生：陈立群', link: 'https://h.cn/c/1' }])
  await expect(wechat.sendTemplate({ ...message, clientMessageId: 'n', data: {} })).rejects.toMatchObject({ code: 'TEMPLATE_DATA_INVALID' })
  await expect(wechat.sendTemplate({ ...message, clientMessageId: 'l', data: { thing1: '字'.repeat(21) } })).rejects.toMatchObject({ code: 'TEMPLATE_DATA_INVALID' })
  await expect(wechat.sendTemplate({ ...message, clientMessageId: 'o', templateId: 'none' })).rejects.toMatchObject({ code: 'TEMPLATE_UNKNOWN' })
  await expect(wechat.sendTemplate({ ...message, clientMessageId: 'p', openId: 'oNobody' })).rejects.toMatchObject({ code: 'OPENID_INVALID' })
  await scene.control('wechat/follow', { openId, following: false })
  await expect(wechat.sendTemplate({ ...message, clientMessageId: 'q' })).rejects.toMatchObject({ kind: 'REFUSED', code: 'NOT_FOLLOWING' })
})

const inWechat = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.49', 'content-type': 'application/x-www-form-urlencoded' }

it('the page names who holds the phone, in WeChat alone; the code is good once, for five minutes', async () => {
  const openId = await follower()
  const url = wechat.authorizeUrl({ returnUrl: 'http://h.cn/wechat/return', state: 'abc123' })
  expect(await (await fetch(url)).text()).toContain('请在微信客户端打开链接')
  const walk = async (who: string, at = url) => (await fetch(at, { method: 'POST', headers: inWechat, body: new URLSearchParams({ who }), redirect: 'manual' })).headers.get('location')!
  const back = new URL(await walk(openId))
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual(['http://h.cn/wechat/return', 'abc123'])
  expect(await wechat.openIdOf(back.searchParams.get('code')!)).toBe(openId)
  await expect(wechat.openIdOf(back.searchParams.get('code')!)).rejects.toMatchObject({ kind: 'REFUSED', code: 'CODE_USED' })
  await expect(wechat.openIdOf('none')).rejects.toMatchObject({ code: 'CODE_INVALID' })
  expect(await walk('nobody')).toBe('http://h.cn/wechat/return?state=abc123')
  const late = new URL(await walk(openId)).searchParams.get('code')!
  await scene.control('clock/advance', { ms: 300_000 })
  await expect(wechat.openIdOf(late)).rejects.toMatchObject({ code: 'CODE_EXPIRED' })
  for (const [field, value, words] of [['appid', 'wx0', 'AppID'], ['redirect_uri', 'javascript:1', 'redirect_uri'], ['scope', 'snsapi_login', 'Scope'], ['state', 'a-b', '参数错误']] as const) {
    const wrong = new URL(url)
    wrong.searchParams.set(field, value)
    expect(await (await fetch(wrong, { headers: inWechat })).text(), field).toContain(words)
  }
})

it('it is known who follows', async () => {
  const openId = await follower()
  expect(await wechat.isFollowing(openId)).toBe(true)
  await scene.control('wechat/follow', { openId, following: false })
  expect(await wechat.isFollowing(openId)).toBe(false)
  await expect(wechat.isFollowing('oNobody')).rejects.toMatchObject({ kind: 'REFUSED', code: 'OPENID_INVALID' })
})

it('how a template message ended is told when it has, as the tester wants it, once for one that came twice', async () => {
  const address = await openAddress(() => [200, 'success'])
  const openId = await follower()
  const ended = () => address.verdicts(openId).flatMap((verdict) => (verdict.verified ? [...verdict.event.sent] : []))
  const send = (clientMessageId: string) => wechat.sendTemplate({ openId, templateId: template(), data: { thing1: '陈立群' }, clientMessageId })
  const first = await send(`1-${openId}`)
  await send(`1-${openId}`)
  await expect.poll(ended).toEqual([{ messageId: first.messageId, outcome: 'SUCCESS' }])
  await scene.control('wechat/job-ends', { openId, status: 'failed:user block' })
  const second = await send(`2-${openId}`)
  await expect.poll(ended).toEqual([{ messageId: first.messageId, outcome: 'SUCCESS' }, { messageId: second.messageId, outcome: 'USER_BLOCK' }])
  await address.close()
})

it('a subscription message uses up one agreement', async () => {
  const message = { openId: await follower(), templateId: template(), data: { thing1: '陈立群' } }
  await expect(wechat.sendSubscribe(message)).rejects.toMatchObject({ kind: 'REFUSED', code: 'NOT_SUBSCRIBED' })
  await scene.control('wechat/agreements', { openId: message.openId, templateId: message.templateId })
  await wechat.sendSubscribe(message)
  await expect(wechat.sendSubscribe(message)).rejects.toMatchObject({ code: 'NOT_SUBSCRIBED' })
})

it('how a subscription notice ended is told by its id of 64 bits', async () => {
  const address = await openAddress(() => [200, 'success'])
  const message = { openId: await follower(), templateId: template(), data: { thing1: '陈立群' } }
  await scene.control('wechat/agreements', { openId: message.openId, templateId: message.templateId, times: 2 })
  const ended = () => address.verdicts(message.openId).flatMap((verdict) => (verdict.verified ? [...verdict.event.sent] : []))
  const { messageId } = await wechat.sendSubscribe(message)
  expect(Number.isSafeInteger(Number(messageId))).toBe(false)
  await expect.poll(ended).toEqual([{ messageId, outcome: 'SUCCESS' }])
  await scene.control('wechat/job-ends', { openId: message.openId, status: 'failed: system failed' })
  const second = await wechat.sendSubscribe(message)
  await expect.poll(ended).toEqual([{ messageId, outcome: 'SUCCESS' }, { messageId: second.messageId, outcome: 'SYSTEM_FAILED' }])
  await address.close()
})

it('a daily limit and a busy platform mean later', async () => {
  for (const [errcode, code] of [[45009, 'QUOTA_EXHAUSTED'], [-1, 'BUSY']] as const) {
    await scene.control('wechat/answers', { errcode })
    await expect(wechat.createSceneCode({ scene: 'later' })).rejects.toMatchObject({ kind: 'UNAVAILABLE', code })
  }
})

interface Came {
  url: URL
  body: Buffer
}

function eventOf({ url, body }: Came) {
  const verdict = wechat.verifyPush(Object.fromEntries(url.searchParams), body)
  return verdict.verified ? verdict.event : null
}

/** A push address that answers as told and remembers what came. */
async function openAddress(answer: (came: Came) => [status: number, text: string]) {
  const received: Came[] = []
  const server = createServer(async (request, response) => {
    const came = { url: new URL(request.url!, 'http://h'), body: await buffer(request) }
    if (request.method === 'GET') return void response.end(wechat.verifyAddress(Object.fromEntries(came.url.searchParams)) ?? '')
    received.push(came)
    const [status, text] = answer(came)
    response.writeHead(status).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await scene.control('wechat/address', { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/push` })
  /** Of this person; what could not be verified says of nobody. */
  const verdicts = (openId: string) => received.map(({ url, body }) => wechat.verifyPush(Object.fromEntries(url.searchParams), body)).filter((verdict) => !verdict.verified || verdict.event.openId === openId)
  return { received, verdicts, close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))) }
}

it('a scan is pushed, sealed: first as a new follower, then as a follower; the answer comes back opened', async () => {
  const code = await wechat.createSceneCode({ scene: 'dr-chen' })
  const address = await openAddress((came) => {
    const event = eventOf(came)
    return event ? [200, wechat.printReply({ to: event, text: '您好，这里是陈立群的主页' }, true)] : [401, '']
  })
  const first = await scene.control<{ openId: string; reply: string }>('wechat/scan', { ticket: code.ticket })
  expect(first.reply).toContain('您好，这里是陈立群的主页')
  await scene.control('wechat/scan', { ticket: code.ticket, openId: first.openId })
  expect(address.verdicts(first.openId)).toMatchObject([
    { verified: true, sealed: true, event: { kind: 'SUBSCRIBE', scene: 'dr-chen', ticket: code.ticket, openId: first.openId } },
    { verified: true, sealed: true, event: { kind: 'SCAN', scene: 'dr-chen', openId: first.openId } },
  ])
  for (const trick of ['tampered', 'forged', 'stale', 'plain']) await scene.control('wechat/trick', { openId: first.openId, trick })
  expect(address.verdicts(first.openId).slice(2).map((verdict) => 'reason' in verdict && verdict.reason)).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID', 'TIMESTAMP_OUT_OF_RANGE', 'PLAIN_REFUSED'])
  await address.close()
})

it('a push that nobody answers comes twice more', async () => {
  const asked = new Map<string, number>()
  const address = await openAddress((came) => {
    const { openId } = eventOf(came)!
    asked.set(openId, (asked.get(openId) ?? 0) + 1)
    return asked.get(openId)! < 3 ? [500, ''] : [200, 'success']
  })
  const code = await wechat.createSceneCode({ scene: 'again' })
  const { openId } = await scene.control<{ openId: string }>('wechat/scan', { ticket: code.ticket })
  for (const count of [2, 3]) {
    await scene.control('clock/advance', { ms: 5_000 })
    await expect.poll(() => asked.get(openId)).toBe(count)
  }
  await expect.poll(async () => (await scene.look('wechat/pushes'))[0]).toMatchObject({ openId, state: 'DELIVERED', attempts: 3 })
  expect(new Set(address.received.map((came) => eventOf(came)!).filter((event) => event.openId === openId).map(({ key }) => key)).size).toBe(1)
  await address.close()
})

it('a code that has ended cannot be scanned, and an address without the echo is not taken', async () => {
  const code = await wechat.createSceneCode({ scene: 'short', expireSeconds: 60 })
  await scene.control('clock/advance', { ms: 60_001 })
  await expect(scene.control('wechat/scan', { ticket: code.ticket })).rejects.toThrow('expired')
  expect((await fetch(code.imageUrl)).status).toBe(404)
  await expect(scene.control('wechat/address', { url: `${scene.url}/health` })).rejects.toThrow('echo')
})

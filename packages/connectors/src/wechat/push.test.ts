import { expect, it } from 'vitest'
import { aesKeyOf, open, seal, signatureOf } from './crypt.ts'
import { readWechatKeys } from './keys.ts'
import { readAddress, readPush, readXml } from './push.ts'
import { printReply } from './reply.ts'

/** From the sample code that Tencent publishes for its message encryption. */
const sample = {
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', appId: 'wxb11529c136998cb6', random: 'aaaabbbbccccdddd', text: '我是中文abcd123',
  sealed: 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
}
const NOW = 1_800_000_000
const keys = readWechatKeys({ appId: sample.appId, appSecret: 's', pushToken: 'pamtest', encodingAesKey: sample.encodingAesKey, templates: {} })
const plainKeys = { ...keys, aesKey: null }

const xml = (event: string, eventKey: string, more = '') =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[oPerson]]></FromUserName><CreateTime>${NOW}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${event}]]></Event><EventKey><![CDATA[${eventKey}]]></EventKey>${more}</xml>`

function pushed(body: string, { token = 'pamtest', at = NOW, appId = sample.appId } = {}) {
  const [timestamp, nonce, sealed] = [String(at), 'n0nce', seal(body, keys.aesKey!, appId)]
  const query = { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, encrypt_type: 'aes', msg_signature: signatureOf(token, timestamp, nonce, sealed) }
  return { query, sealed, body: Buffer.from(`<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`) }
}
const verdictOf = ({ query, body }: { query: Record<string, string>; body: Buffer }) => readPush(query, body, keys, NOW)

it('seals and opens as Tencent’s own sample does', () => {
  const key = aesKeyOf(sample.encodingAesKey)
  expect(seal(sample.text, key, sample.appId, Buffer.from(sample.random))).toBe(sample.sealed)
  expect(open(sample.sealed, key, sample.appId)).toBe(sample.text)
  expect(open(sample.sealed, key, 'wxsomebodyelse0000')).toBeNull()
  expect(open(sample.sealed, Buffer.alloc(32, 7), sample.appId)).toBeNull()
  expect(() => aesKeyOf('short')).toThrow('43')
})

it('a sealed push is read: a new follower’s scene, a follower’s scan, a message', () => {
  expect(verdictOf(pushed(xml('subscribe', 'qrscene_h7Kd', '<Ticket><![CDATA[T==]]></Ticket>')))).toMatchObject({
    verified: true, sealed: true, event: { kind: 'SUBSCRIBE', scene: 'h7Kd', ticket: 'T==', openId: 'oPerson', account: 'gh_1', key: `oPerson ${NOW} subscribe` },
  })
  expect(verdictOf(pushed(xml('SCAN', 'h7Kd')))).toMatchObject({ verified: true, event: { kind: 'SCAN', scene: 'h7Kd' } })
  const ended = (status: string, id: number) => verdictOf(pushed(xml('TEMPLATESENDJOBFINISH', '', `<MsgID>${id}</MsgID><Status><![CDATA[${status}]]></Status>`)))
  expect(ended('success', 7)).toMatchObject({ event: { kind: 'TEMPLATE_SENT', sent: [{ messageId: '7', outcome: 'SUCCESS' }], key: `oPerson ${NOW} TEMPLATESENDJOBFINISH 7` } })
  expect(ended('failed:user block', 8)).toMatchObject({ event: { sent: [{ messageId: '8', outcome: 'USER_BLOCK' }] } })
  expect(ended('failed: system failed', 9)).toMatchObject({ event: { sent: [{ outcome: 'SYSTEM_FAILED' }] } })
  const notice = (id: string, code: number, status: string) => `<List><TemplateId><![CDATA[T1]]></TemplateId><MsgID>${id}</MsgID><ErrorCode>${code}</ErrorCode><ErrorStatus><![CDATA[${status}]]></ErrorStatus></List>`
  const notices = `<SubscribeMsgSentEvent>${notice('2794188253209100289', 0, 'success')}${notice('2794188253209100290', -1, 'failed: system failed')}</SubscribeMsgSentEvent>`
  expect(verdictOf(pushed(xml('subscribe_msg_sent_event', '', notices)))).toMatchObject({
    event: { kind: 'NOTICE_SENT', key: `oPerson ${NOW} subscribe_msg_sent_event 2794188253209100289 2794188253209100290`, sent: [{ messageId: '2794188253209100289', outcome: 'SUCCESS' }, { messageId: '2794188253209100290', outcome: 'SYSTEM_FAILED' }] },
  })
  expect(verdictOf(pushed(xml('subscribe_msg_sent_event', '')))).toMatchObject({ event: { kind: 'NOTICE_SENT', sent: [] } })
  expect(verdictOf(pushed(xml('subscribe', '')))).toMatchObject({ verified: true, event: { kind: 'SUBSCRIBE', scene: null } })
  const message = xml('', '').replace('[event]', '[text]').replace('</xml>', '<Content><![CDATA[挂号]]></Content><MsgId>42</MsgId></xml>')
  expect(verdictOf(pushed(message))).toMatchObject({ verified: true, event: { kind: 'MESSAGE', key: 'message 42', fields: { Content: '挂号' } } })
})

it('a wrong token, a changed body, an old or a foreign push, and plain text where sealed is due are refused', () => {
  const right = pushed(xml('SCAN', '1'))
  expect(verdictOf(pushed(xml('SCAN', '1'), { token: 'other' }))).toEqual({ verified: false, reason: 'SIGNATURE_INVALID' })
  expect(verdictOf({ ...right, body: Buffer.from(right.body.toString().replace(right.sealed, pushed(xml('SCAN', '2')).sealed)) })).toEqual({ verified: false, reason: 'SIGNATURE_INVALID' })
  expect(verdictOf(pushed(xml('SCAN', '1'), { at: NOW - 301 }))).toEqual({ verified: false, reason: 'TIMESTAMP_OUT_OF_RANGE' })
  expect(verdictOf(pushed(xml('SCAN', '1'), { appId: 'wxsomebodyelse0000' }))).toEqual({ verified: false, reason: 'DECRYPTION_FAILED' })
  expect(verdictOf({ ...right, body: Buffer.from(xml('SCAN', '1')) })).toEqual({ verified: false, reason: 'PLAIN_REFUSED' })
  expect(verdictOf({ ...right, query: { ...right.query, encrypt_type: 'raw' } })).toEqual({ verified: false, reason: 'PLAIN_REFUSED' })
  expect(verdictOf({ ...right, query: {} as never })).toEqual({ verified: false, reason: 'PARAMETERS_MISSING' })
  expect(verdictOf({ ...right, body: Buffer.from('{"not":"xml"}') })).toEqual({ verified: false, reason: 'BODY_INVALID' })
})

it('in plain mode the address alone is signed', () => {
  const { query } = pushed('')
  expect(readPush(query, Buffer.from(xml('SCAN', '9')), plainKeys, NOW)).toMatchObject({ verified: true, sealed: false, event: { scene: '9' } })
})

it('the echo is answered to WeChat alone', () => {
  const { query } = pushed('')
  expect(readAddress({ ...query, echostr: '123' }, keys, NOW)).toBe('123')
  expect(readAddress({ ...query, echostr: '123', nonce: 'other' }, keys, NOW)).toBeNull()
})

it('an answer to a sealed push is sealed and signed, and text cannot break out of it', () => {
  const to = { openId: 'oPerson', account: 'gh_1' }
  expect(printReply(null, true, keys, NOW)).toBe('success')
  const sealed = readXml(printReply({ to, article: { title: '陈立群 ]]><x>', description: '心内科', url: 'https://h.cn/q/a?b=1&c=2' } }, true, keys, NOW))!
  expect(sealed.MsgSignature).toBe(signatureOf('pamtest', sealed.TimeStamp!, sealed.Nonce!, sealed.Encrypt!))
  const text = open(sealed.Encrypt!, keys.aesKey!, sample.appId)!
  expect(text).toContain('<Title><![CDATA[陈立群 ]] ><x>]]></Title>')
  expect(text).toContain('<Url><![CDATA[https://h.cn/q/a?b=1&c=2]]></Url>')
  expect(readXml(printReply({ to, text: '您好' }, false, keys, NOW))).toMatchObject({ ToUserName: 'oPerson', FromUserName: 'gh_1', MsgType: 'text', Content: '您好' })
})

import type { WechatConfiguration } from '@hospital/connectors/wechat/keys'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { createCodes } from './codes.ts'
import { WechatError } from './errors.ts'
import { createFollowers } from './followers.ts'
import { createJobEnds, createMessages, type AskedMessage } from './messages.ts'
import { createOauthCodes } from './oauth-codes.ts'
import { createPusher, type PushAnswer } from './pusher.ts'
import { createTokens } from './tokens.ts'

const FIRST_NOTICE = 2_794_188_253_209_100_000n

/** An official account as the platform sees it: its codes, followers, messages, and what it is told of. */
export function createAccount(database: Database, clock: Clock, account: WechatConfiguration, pushAddress: string) {
  const codes = createCodes(database, clock)
  const followers = createFollowers(database, clock)
  const pusher = createPusher(database, clock, account, pushAddress)
  const messages = createMessages(database, clock, followers)
  const jobEnds = createJobEnds(database)
  const forced: { errcode: number; times: number; after: number }[] = []

  /** A person holds his phone before a code. Who does not follow the account yet follows by it. */
  async function scan(ticket: string, openId = followers.newOpenId()): Promise<PushAnswer & { openId: string; event: string }> {
    const code = codes.get(ticket)
    if (!code || !codes.holds(code)) throw new WechatError(40053, 'the code is unknown or has expired')
    const known = Boolean(followers.get(openId)?.following)
    followers.follow(openId, true)
    const event = known ? 'SCAN' : 'subscribe'
    const answer = await pusher.tell(openId, event, { EventKey: known ? code.scene : `qrscene_${code.scene}`, Ticket: code.ticket })
    return { ...answer, openId, event }
  }

  /** How the job of a template message ends is told when it has ended, unless the tester wants silence. */
  function sendTemplate(asked: AskedMessage): number {
    const { id, repeated } = messages.sendTemplate(asked)
    const openId = String(asked.touser)
    const status = jobEnds.of(openId)
    if (!repeated && status !== 'none') pusher.tellLater(openId, 'TEMPLATESENDJOBFINISH', { MsgID: String(id), Status: status })
    return id
  }

  /** The same of a subscription notice; its ids have 64 bits. */
  function sendSubscribe(asked: AskedMessage): string {
    const id = String(FIRST_NOTICE + BigInt(messages.sendSubscribe(asked).id))
    const openId = String(asked.touser)
    const status = jobEnds.of(openId)
    const list = { TemplateId: String(asked.template_id), MsgID: id, ErrorCode: status === 'success' ? '0' : '-1', ErrorStatus: status }
    if (status !== 'none') pusher.tellLater(openId, 'subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List: list } })
    return id
  }

  async function unfollow(openId: string): Promise<PushAnswer> {
    followers.follow(openId, false)
    return pusher.tell(openId, 'unsubscribe', { EventKey: '' })
  }

  return {
    account, codes, followers, pusher, scan, unfollow, messages, jobEnds, sendTemplate, sendSubscribe,
    oauthCodes: createOauthCodes(database, clock),
    tokens: createTokens(database, clock),
    /** Calls with a token are answered so, the next ones or those after some good ones. */
    force: (errcode: number, times: number, after: number) => void forced.push({ errcode, times, after }),
    forget: () => void forced.splice(0),
    strike() {
      const [next] = forced
      if (!next || next.after-- > 0) return
      if (--next.times <= 0) forced.shift()
      throw new WechatError(next.errcode, 'as was asked for on the control page')
    },
  }
}

export type Account = ReturnType<typeof createAccount>

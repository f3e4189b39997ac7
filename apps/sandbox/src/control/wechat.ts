import type { FastifyInstance } from 'fastify'
import type { World } from '../app.ts'
import { WechatError } from '../wechat/errors.ts'
import { jobStatuses, type JobStatus } from '../wechat/messages.ts'
import { pushTricks, type PushTrick } from '../wechat/pusher.ts'
import { ControlError, jsonOf } from './routes.ts'

/** People before codes, agreements, and answers of the platform at will. */
export async function wechatControl(app: FastifyInstance, { world: { wechat } }: { world: World }) {
  app.get('/_control/wechat/codes', () => wechat.codes.list())
  app.get('/_control/wechat/followers', () => wechat.followers.list())
  app.get<{ Querystring: { openId?: string } }>('/_control/wechat/messages', (request) => wechat.messages.list(request.query.openId))
  app.get('/_control/wechat/pushes', () => wechat.pusher.list())
  app.get('/_control/wechat/tokens', () => ({ count: wechat.tokens.count() }))

  app.post('/_control/wechat/scan', async (request) => {
    const { ticket, openId } = jsonOf<{ ticket?: string; openId?: string }>(request)
    try {
      return await wechat.scan(ticket ?? '', openId || undefined)
    } catch (error) {
      throw error instanceof WechatError ? new ControlError(error.message) : error
    }
  })
  app.post('/_control/wechat/trick', async (request) => {
    const { openId, trick } = jsonOf<{ openId?: string; trick?: PushTrick }>(request)
    if (!trick || !pushTricks.includes(trick)) throw new ControlError(`trick is one of ${pushTricks.join(', ')}`)
    const answer = await wechat.pusher.trick(openId ?? '', trick)
    if (!answer) throw new ControlError('Nothing was pushed of this person yet')
    return answer
  })
  app.post('/_control/wechat/follow', async (request) => {
    const { openId = wechat.followers.newOpenId(), following = true } = jsonOf<{ openId?: string; following?: boolean }>(request)
    if (!following) return wechat.unfollow(openId)
    wechat.followers.follow(openId, true)
    return { openId, ...(await wechat.pusher.tell(openId, 'subscribe', { EventKey: '' })) }
  })
  app.post('/_control/wechat/agreements', (request) => {
    const { openId, templateId, times = 1 } = jsonOf<{ openId?: string; templateId?: string; times?: number }>(request)
    if (!openId || !templateId || !Number.isSafeInteger(times)) throw new ControlError('openId, templateId and times are required')
    wechat.followers.agree(openId, templateId, times)
    return { openId, templateId, times }
  })
  app.post('/_control/wechat/job-ends', (request) => {
    const { openId, status } = jsonOf<{ openId?: string; status?: JobStatus }>(request)
    if (!openId || !status || !jobStatuses.includes(status)) throw new ControlError(`openId is required, and status is one of ${jobStatuses.join(', ')}`)
    wechat.jobEnds.set(openId, status)
    return { openId, status }
  })
  app.post('/_control/wechat/answers', (request) => {
    const { errcode, times = 1, after = 0 } = jsonOf<{ errcode?: number; times?: number; after?: number }>(request)
    if (!Number.isSafeInteger(errcode) || !Number.isSafeInteger(times) || times < 1 || !Number.isSafeInteger(after)) throw new ControlError('errcode and times are whole numbers')
    wechat.force(errcode!, times, after)
    return { errcode, times }
  })
  app.post('/_control/wechat/tokens/revoke', () => {
    wechat.tokens.revokeAll()
    return { revoked: true }
  })
  app.post('/_control/wechat/address', async (request) => {
    const { url } = jsonOf<{ url?: string }>(request)
    if (!url || !(await wechat.pusher.setAddress(url))) throw new ControlError('The address does not answer the echo')
    return { address: wechat.pusher.address() }
  })
}

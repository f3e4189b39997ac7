import type { FastifyInstance } from 'fastify'
import type { World } from '../app.ts'
import type { PayOptions } from '../wechatpay/desk.ts'
import { callbackTricks, type CallbackTrick } from '../wechatpay/notifier.ts'
import { ControlError, jsonOf } from './routes.ts'

interface ByNumber {
  Params: { no: string }
}

/** Payers, banks and callbacks at will. */
export async function payControl(app: FastifyInstance, { world: { desk } }: { world: World }) {
  app.get('/_control/wechatpay/orders', () => desk.trades.list())
  app.get('/_control/wechatpay/refunds', () => desk.refunds.list())
  app.get<{ Querystring: { outTradeNo?: string } }>('/_control/wechatpay/notifications', (request) => desk.notifier.list(request.query.outTradeNo))

  app.post<ByNumber>('/_control/pay/:no', (request) => desk.pay(request.params.no, jsonOf<PayOptions>(request)))
  app.post<ByNumber>('/_control/fail/:no', (request) => desk.trades.fail(request.params.no))

  app.post<ByNumber>('/_control/wechatpay/callbacks/:no', async (request) => {
    const { trick } = jsonOf<{ trick?: CallbackTrick }>(request)
    if (!trick || !callbackTricks.includes(trick)) throw new ControlError(`trick is one of ${callbackTricks.join(', ')}`)
    const answer = await desk.notifier.trick(request.params.no, trick)
    if (!answer) throw new ControlError('This order has no callback yet')
    return answer
  })
  app.post('/_control/wechatpay/hold', (request) => {
    const held = jsonOf<{ hold?: boolean }>(request).hold === true
    desk.notifier.hold(held)
    void desk.tick()
    return { held }
  })

  app.post<ByNumber>('/_control/wechatpay/refunds/:no', (request) => {
    const { state } = jsonOf<{ state?: 'SUCCESS' | 'CLOSED' | 'ABNORMAL' }>(request)
    if (state !== 'SUCCESS' && state !== 'CLOSED' && state !== 'ABNORMAL') throw new ControlError('state is SUCCESS, CLOSED or ABNORMAL')
    const refund = desk.settleRefund(request.params.no, state)
    void desk.tick()
    return refund
  })
}

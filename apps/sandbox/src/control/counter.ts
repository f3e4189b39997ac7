import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { signFields } from '@hospital/connectors/unionpay/signature'
import type { World } from '../app.ts'
import { resign } from '../alipay/routes.ts'
import type { CounterChannel, PayOptions } from '../counter/counter.ts'
import { ControlError, jsonOf } from './routes.ts'

/** Ways in which a notice can go wrong on purpose. `duplicate` is a right one once more. */
const TRICKS = ['duplicate', 'get', 'tampered', 'forged', 'wrong-app', 'wrong-amount'] as const
type Trick = (typeof TRICKS)[number]

interface ByTrade {
  Params: { channel: CounterChannel; no: string }
}

/** Payers and notices of Alipay and UnionPay at will. */
export async function counterControl(app: FastifyInstance, { world }: { world: World }) {
  const { counters, keys: { platform } } = world
  app.get<ByTrade>('/_control/:channel(alipay|unionpay)/trades', ({ params: { channel } }) => counters[channel].trades())
  app.get<ByTrade>('/_control/:channel(alipay|unionpay)/refunds', ({ params: { channel } }) => counters[channel].refunds())
  app.get<ByTrade>('/_control/:channel(alipay|unionpay)/notices/:no', ({ params: { channel, no } }) => counters[channel].notices.list(no))
  app.post<ByTrade>('/_control/:channel(alipay|unionpay)/pay/:no', (request) => counters[request.params.channel].pay(request.params.no, jsonOf<PayOptions>(request)))

  app.post<ByTrade>('/_control/:channel(alipay|unionpay)/notices/:no', async (request) => {
    const { channel, no } = request.params
    const { trick, url } = jsonOf<{ trick?: Trick; url?: string }>(request)
    if (!trick || !TRICKS.includes(trick)) throw new ControlError(`trick is one of ${TRICKS.join(', ')}`)
    const [newest] = counters[channel].notices.list(no)
    if (!newest) throw new ControlError('This trade has no notice yet')
    return counters[channel].notices.post(url ?? newest.url, wronged(channel, newest.body, trick), trick === 'get' ? 'GET' : 'POST')
  })

  function wronged(channel: CounterChannel, body: string, trick: Trick): string {
    const amount: Record<string, string> = channel === 'alipay' ? { total_amount: '99999.99' } : { txnAmt: '9999999' }
    const merchant: Record<string, string> = channel === 'alipay' ? { app_id: '2021000000000000' } : { merId: '777000000000000' }
    const { alipayPrivateKey, unionpayPrivateKey } = platform.channels!
    const sign = (key: string, change: Record<string, string>) =>
      channel === 'alipay' ? resign(body, key, change) : new URLSearchParams(signFields({ ...Object.fromEntries(new URLSearchParams(body)), ...change }, key as never)).toString()
    const own = channel === 'alipay' ? alipayPrivateKey : unionpayPrivateKey
    switch (trick) {
      case 'duplicate': case 'get': return body
      case 'tampered': return new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(body)), ...amount }).toString()
      case 'forged': return sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, {})
      case 'wrong-app': return sign(own, merchant)
      case 'wrong-amount': return sign(own, amount)
    }
  }
}

import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { signFields } from '@hospital/connectors/unionpay/signature'
import type { World } from '../app.ts'
import { resign } from '../alipay/routes.ts'
import type { CounterChannel, PayOptions } from '../counter/counter.ts'
import { selfSigned } from '../certificate.ts'
import { instantAt } from '../days.ts'
import { ControlError, jsonOf } from './routes.ts'

/** Ways in which a notice can go wrong on purpose. `duplicate` is a right one once more. */
const TRICKS = ['duplicate', 'get', 'tampered', 'forged', 'wrong-app', 'wrong-amount', 'wrong-currency', 'wrong-certificate', 'foreign-order'] as const
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

  app.post<ByTrade>('/_control/:channel(alipay|unionpay)/received', (request) => {
    const { amountFen, day } = jsonOf<{ amountFen?: number; day?: string }>(request)
    if (!Number.isSafeInteger(amountFen) || amountFen! <= 0 || !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) throw new ControlError('amountFen above zero, and day')
    return counters[request.params.channel].receive(amountFen!, instantAt(day!, '10:00'))
  })
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
    const currency: Record<string, string> = channel === 'alipay' ? { trans_currency: 'USD' } : { currencyCode: '840' }
    const stranger: Record<string, string> = channel === 'alipay' ? { out_trade_no: 'WAIBU0001', notify_id: 'stranger' } : { orderId: 'WAIBU0001' }
    const own = channel === 'alipay' ? alipayPrivateKey : unionpayPrivateKey
    switch (trick) {
      case 'duplicate': case 'get': return body
      case 'tampered': return new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(body)), ...amount }).toString()
      case 'forged': return sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, {})
      case 'wrong-app': return sign(own, merchant)
      case 'wrong-amount': return sign(own, amount)
      case 'wrong-currency': return sign(own, currency)
      case 'foreign-order': return sign(own, stranger)
      // Well signed, by a certificate that UnionPay has not issued; Alipay's notices carry none.
      case 'wrong-certificate': return otherCertificate(body)
    }
  }
}

function otherCertificate(body: string): string {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return new URLSearchParams(signFields({ ...Object.fromEntries(new URLSearchParams(body)), signPubKeyCert: selfSigned(key, '041@Z12@中国银联股份有限公司@00010001', 5).pem }, key)).toString()
}

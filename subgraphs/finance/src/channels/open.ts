import type { PaymentConnectors } from '@hospital/connectors/payments/connectors'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import type { FinanceContext } from '../context.ts'
import { asHouse } from '../context.ts'
import { getAccount, type ChannelAccountRow } from './account.ts'
import { FILE_ACCOUNT_ID } from './channels.ts'
import { alipayDealing, unionpayDealing, wechatDealing, type ChannelDealing } from './dealing.ts'
import { openSecrets } from './secrets.ts'

interface Opened {
  dealing: ChannelDealing
  disconnect(): Promise<void>
}

/** Throws where these are no keys: whoever sets them is told. */
export function openChannel(payments: PaymentConnectors, channel: PaymentChannel, { parameters: p, secrets: s }: { parameters: Record<string, string>; secrets: Record<string, string> }): Opened {
  switch (channel) {
    case 'WECHATPAY': {
      const port = payments.wechatpay({
        appId: p.appId!, mchId: p.mchId!, merchantSerialNo: p.merchantSerialNo!, merchantPrivateKey: s.merchantPrivateKey!, apiV3Key: s.apiV3Key!,
        platformKeys: [{ serial: p.platformSerialNo!, publicKey: p.platformPublicKey! }],
      })
      return { dealing: wechatDealing(port), disconnect: () => port.disconnect() }
    }
    case 'ALIPAY': {
      const port = payments.alipay({ appId: p.appId!, sellerId: p.sellerId!, alipayPublicKey: p.alipayPublicKey!, appPrivateKey: s.appPrivateKey! })
      return { dealing: alipayDealing(port), disconnect: () => port.disconnect() }
    }
    case 'UNIONPAY': {
      const port = payments.unionpay({ merId: p.merId!, certId: p.certId!, rootCertificate: p.rootCertificate!, middleCertificate: p.middleCertificate!, privateKey: s.privateKey! })
      return { dealing: unionpayDealing(port), disconnect: () => port.disconnect() }
    }
  }
}

const opened = new WeakMap<PaymentConnectors, Map<string, Opened & { version: number }>>()

/** The channel as this account reaches it; opened once for each version of its keys. */
export async function dealingOf(ctx: FinanceContext, accountId: string | null): Promise<ChannelDealing> {
  if (accountId === null || accountId === FILE_ACCOUNT_ID) return wechatDealing(ctx.wechatpay)
  return dealingOfRow(ctx, await getAccount(asHouse(ctx), accountId))
}

export function dealingOfRow(ctx: FinanceContext, row: ChannelAccountRow): ChannelDealing {
  if (row.origin === 'CONNECTORS_FILE') return wechatDealing(ctx.wechatpay)
  const known = opened.get(ctx.payments) ?? new Map<string, Opened & { version: number }>()
  opened.set(ctx.payments, known)
  const before = known.get(row.id)
  if (before?.version === row.version) return before.dealing
  const fresh = openChannel(ctx.payments, row.channel, { parameters: row.parameters, secrets: openSecrets(ctx, row) })
  known.set(row.id, { ...fresh, version: row.version })
  // It ends what is under way first.
  void before?.disconnect()
  return fresh.dealing
}

const PARTY: { [C in PaymentChannel]: string } = { WECHATPAY: 'wechatpay', ALIPAY: 'alipay', UNIONPAY: 'unionpay' }

/** Where the channel reports to: the address says whose account it is for. */
export function notifyUrlOf({ gatewayUrl }: FinanceContext, channel: PaymentChannel, accountId: string | null): string {
  const address = `${gatewayUrl}/callbacks/${PARTY[channel]}`
  return accountId === null || accountId === FILE_ACCOUNT_ID ? address : `${address}/${accountId}`
}

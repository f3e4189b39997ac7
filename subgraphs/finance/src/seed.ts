import { and, eq } from 'drizzle-orm'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import { saveAccount, setAccountEnabled } from './channels/save-account.ts'
import type { FinanceContext } from './context.ts'
import { channelAccount } from './tables.ts'

/** Merchants of the sandbox, as accounts of the whole hospital. Repeating it changes nothing. */
export async function seed(ctx: FinanceContext): Promise<void> {
  const { alipay, unionpay } = ctx.payments.demonstration
  if (alipay) {
    const { appId, sellerId, alipayPublicKey, appPrivateKey } = alipay
    await seedAccount(ctx, 'ALIPAY', '支付宝（演示）', { appId, sellerId, alipayPublicKey }, { appPrivateKey })
  }
  if (unionpay) {
    const { merId, certId, rootCertificate, middleCertificate, privateKey } = unionpay
    await seedAccount(ctx, 'UNIONPAY', '银联（演示）', { merId, certId, rootCertificate, middleCertificate }, { privateKey })
  }
}

const valuesOf = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }))

async function seedAccount(ctx: FinanceContext, channel: PaymentChannel, name: string, parameters: Record<string, string>, secrets: Record<string, string>): Promise<void> {
  const [known] = await ctx.db.select({ id: channelAccount.id }).from(channelAccount).where(and(eq(channelAccount.channel, channel), eq(channelAccount.name, name)))
  if (known) return
  const { id, version } = await saveAccount(ctx, { channel, name, parameters: valuesOf(parameters), secrets: valuesOf(secrets) })
  await setAccountEnabled(ctx, id, true, version)
}

import { PAYMENT_CHANNELS } from '@hospital/configuration/payment-channels'
import type { StatusWords } from '@hospital/web/parts/tag'
import type { PaymentChannel, TestChargeStatus } from '@/graphql/graphql'

export const chargeWords: StatusWords<TestChargeStatus> = {
  STARTED: { word: '等待支付', tone: 'warn' },
  PAID: { word: '已支付，退回中', tone: 'brand' },
  RETURNED: { word: '测试通过', tone: 'success' },
  CLOSED: { word: '未支付，已关闭', tone: 'neutral' },
}

/** What a channel's parameters and secrets are called. */
export const labelsOf = (channel: PaymentChannel): Record<string, string> => ({ ...PAYMENT_CHANNELS[channel].parameters, ...PAYMENT_CHANNELS[channel].secrets })

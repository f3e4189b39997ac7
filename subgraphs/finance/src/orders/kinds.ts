import type { Account } from '../ledger/accounts.ts'
import type { OrderKind } from './order.status.ts'

interface Kind {
  /** The beginning of its orders' numbers. */
  prefix: string
  /** Where what was delivered is earned; a prepayment is not earned but kept for the stay. */
  revenue: Account
  word: string
}

/** All that finance has to know of a kind of business. Another kind is a line here, a value in `ORDER_KINDS` and its account in `ACCOUNTS`. */
export const KINDS: { [K in OrderKind]: Kind } = {
  REGISTRATION: { prefix: 'GH', revenue: 'REVENUE_REGISTRATION', word: '预约挂号' },
  OUTPATIENT_BILL: { prefix: 'MZ', revenue: 'REVENUE_OUTPATIENT', word: '门诊缴费' },
  INPATIENT_DEPOSIT: { prefix: 'ZY', revenue: 'INPATIENT_DEPOSITS', word: '住院预缴' },
  CONSULTATION: { prefix: 'ZX', revenue: 'REVENUE_CONSULTATION', word: '在线咨询' },
  CARD_TOP_UP: { prefix: 'KC', revenue: 'HOSPITAL_CARD_DEPOSITS', word: '就诊卡充值' },
}

import type { OFFERED_METHODS } from '@hospital/configuration/payment-channels'
import type { OrderKind } from '../orders/order.status.ts'

interface Coverage {
  /** 医疗类别: how the insurer classes the visit. */
  medType: string
  /** 目录等级. */
  level: '甲' | '乙' | '丙'
}

/** What insurance pays for: the businesses that it can be offered for. A kind that is not here it does not pay. */
const COVERED: { [K in (typeof OFFERED_METHODS.INSURANCE.businesses)[number]]: Coverage } = {
  REGISTRATION: { medType: '11', level: '甲' },
  CONSULTATION: { medType: '12', level: '乙' },
  OUTPATIENT_BILL: { medType: '11', level: '乙' },
}

export const coverageOf = (kind: OrderKind): Coverage | undefined => (COVERED as { [K in OrderKind]?: Coverage })[kind]

import type { OrderKind } from '../orders/order.status.ts'

interface Coverage {
  /** 医疗类别: how the insurer classes the visit. */
  medType: string
  /** 目录等级. */
  level: '甲' | '乙' | '丙'
}

/** What insurance pays for. A kind that is not here it does not pay. */
const COVERED: { [K in OrderKind]?: Coverage } = {
  REGISTRATION: { medType: '11', level: '甲' },
  CONSULTATION: { medType: '12', level: '乙' },
}

export const coverageOf = (kind: OrderKind): Coverage | undefined => COVERED[kind]

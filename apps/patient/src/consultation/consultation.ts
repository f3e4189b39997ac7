import type { ConsultationPageQuery } from '@/graphql/graphql'

export type Consultation = NonNullable<ConsultationPageQuery['consultation']>

/** What the state means and what happens next. Empty while the talk itself says it. */
export function sentenceOf({ status, refusalReason, priceFen }: Pick<Consultation, 'status' | 'refusalReason' | 'priceFen'>): string {
  const refunded = priceFen > 0 ? '费用全额原路退回。' : ''
  switch (status) {
    case 'AWAITING_PAYMENT': return '请在规定时间内支付，超时自动取消，不产生费用。'
    case 'WAITING': return '已通知医生，请耐心等待接诊。'
    case 'ACTIVE': return ''
    case 'COMPLETED': return '本次咨询已结束，记录保留在这里。'
    case 'REFUSED': return `医生没有接诊${refusalReason ? `：${refusalReason.replace(/[。.]$/, '')}` : ''}。${refunded}`
    case 'UNANSWERED': return `医生没有在规定时间内接诊。${refunded}`
    case 'CANCELLED': return `咨询已取消。${priceFen > 0 ? '已付的费用原路退回。' : ''}`
    case 'EXPIRED': return '超时未支付，咨询已自动取消，未产生费用。'
  }
}

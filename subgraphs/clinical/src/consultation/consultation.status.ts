import type { Permission } from '@hospital/access/permissions'
import type { By, Transitions } from '@hospital/subgraph/transitions'

export const CONSULTATION_STATUSES = ['AWAITING_PAYMENT', 'WAITING', 'ACTIVE', 'COMPLETED', 'REFUSED', 'UNANSWERED', 'CANCELLED', 'EXPIRED'] as const
export type ConsultationStatus = (typeof CONSULTATION_STATUSES)[number]

/** Under way: a patient has at most one of these with a doctor. */
export const LIVE_CONSULTATIONS = ['AWAITING_PAYMENT', 'WAITING', 'ACTIVE'] as const satisfies readonly ConsultationStatus[]

/** The life of a consultation (咨询). Actions of people carry the names of their mutations. */
export const consultationTransitions = {
  open: { from: ['AWAITING_PAYMENT'], to: 'WAITING', by: 'SYSTEM' },
  expire: { from: ['AWAITING_PAYMENT'], to: 'EXPIRED', by: 'SYSTEM' },
  /** Given up at the cashier. */
  giveUp: { from: ['AWAITING_PAYMENT'], to: 'CANCELLED', by: 'SYSTEM' },
  cancelConsultation: { from: ['AWAITING_PAYMENT', 'WAITING'], to: 'CANCELLED', by: 'consultation:request' },
  acceptConsultation: { from: ['WAITING'], to: 'ACTIVE', by: 'consultation:attend' },
  refuseConsultation: { from: ['WAITING'], to: 'REFUSED', by: 'consultation:attend' },
  /** The doctor did not accept in time. */
  lapse: { from: ['WAITING'], to: 'UNANSWERED', by: 'SYSTEM' },
  completeConsultation: { from: ['ACTIVE'], to: 'COMPLETED', by: 'consultation:attend' },
  /** Time or messages are used up. */
  finish: { from: ['ACTIVE'], to: 'COMPLETED', by: 'SYSTEM' },
  /** Refunded in full by the hospital. */
  withdraw: { from: ['WAITING', 'ACTIVE'], to: 'CANCELLED', by: 'SYSTEM' },
} as const satisfies Transitions<ConsultationStatus> & Record<string, { by: By | Permission }>

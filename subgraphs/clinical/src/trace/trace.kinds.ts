/** What happens on the way through an outpatient visit, in the order in which it usually does. */
export const TRACE_KINDS = [
  'HELD', 'PAID', 'BOOKED', 'MOVED', 'CHECKED_IN', 'CALLED', 'MISSED', 'SERVING', 'FINISHED', 'BILL_DUE', 'BILL_PAID', 'PICKED_UP', 'REPORT_READY',
  'REFUNDED', 'CANCELLED', 'EXPIRED', 'REFUSED', 'STOPPED', 'NOSHOW',
] as const
export type TraceKind = (typeof TRACE_KINDS)[number]

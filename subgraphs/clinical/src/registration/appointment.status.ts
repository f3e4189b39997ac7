import type { Transitions } from '@hospital/subgraph/transitions'

export const APPOINTMENT_STATUSES = ['HELD', 'CONFIRMING', 'BOOKED', 'ARRIVED', 'FULFILLED', 'EXPIRED', 'CANCELLED', 'STOPPED', 'NOSHOW', 'REFUSED'] as const
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number]

/** Still ahead or under way: a patient has at most one of these in a schedule. */
export const LIVE_STATUSES = ['HELD', 'CONFIRMING', 'BOOKED', 'ARRIVED'] as const satisfies readonly AppointmentStatus[]

/** The life of a registration (挂号). Actions of people carry the names of their mutations. */
export const appointmentTransitions = {
  releaseAppointment: { from: ['HELD'], to: 'CANCELLED', by: 'appointment:hold' },
  /** Given up at the cashier. */
  close: { from: ['HELD'], to: 'CANCELLED', by: 'SYSTEM' },
  expire: { from: ['HELD'], to: 'EXPIRED', by: 'SYSTEM' },
  /** The HIS would not lock the place: the hold never became one. */
  abandon: { from: ['HELD'], to: 'REFUSED', by: 'SYSTEM' },
  startConfirming: { from: ['HELD'], to: 'CONFIRMING', by: 'SYSTEM' },
  confirm: { from: ['CONFIRMING'], to: 'BOOKED', by: 'SYSTEM' },
  refuse: { from: ['CONFIRMING'], to: 'REFUSED', by: 'SYSTEM' },
  cancelAppointment: { from: ['BOOKED'], to: 'CANCELLED', by: 'appointment:cancel' },
  /** Refunded in full by the hospital, or found cancelled in the HIS. */
  withdraw: { from: ['BOOKED'], to: 'CANCELLED', by: 'SYSTEM' },
  stop: { from: ['HELD', 'BOOKED', 'ARRIVED'], to: 'STOPPED', by: 'SYSTEM' },
  checkIn: { from: ['BOOKED'], to: 'ARRIVED', by: 'appointment:check-in' },
  fulfil: { from: ['ARRIVED'], to: 'FULFILLED', by: 'queue:call' },
  missDay: { from: ['BOOKED', 'ARRIVED'], to: 'NOSHOW', by: 'SYSTEM' },
} as const satisfies Transitions<AppointmentStatus>

import { expect, test } from 'vitest'
import { APPOINTMENT_STATUSES, LIVE_STATUSES, appointmentTransitions, type AppointmentStatus } from './appointment.status.ts'

const ALLOWED: Record<AppointmentStatus, string[]> = {
  HELD: ['releaseAppointment', 'close', 'expire', 'abandon', 'startConfirming', 'stop'],
  CONFIRMING: ['confirm', 'refuse'],
  BOOKED: ['cancelAppointment', 'withdraw', 'stop', 'checkIn', 'missDay'],
  ARRIVED: ['stop', 'fulfil', 'missDay'],
  FULFILLED: [], EXPIRED: [], CANCELLED: [], STOPPED: [], NOSHOW: [], REFUSED: [],
}

test.each(APPOINTMENT_STATUSES)('[B1-01] from %s a registration moves only as its life allows', (status) => {
  const possible = Object.entries(appointmentTransitions).filter(([, { from }]) => (from as readonly string[]).includes(status)).map(([action]) => action)
  expect(possible.sort()).toEqual([...ALLOWED[status]].sort())
})

test('[B1-01] every status of a registration is reached from HELD, and every life can end', () => {
  const next = (status: AppointmentStatus) => Object.values(appointmentTransitions).filter(({ from }) => (from as readonly string[]).includes(status)).map(({ to }) => to as AppointmentStatus)
  const reached = new Set<AppointmentStatus>(['HELD'])
  for (const status of reached) for (const to of next(status)) reached.add(to)
  expect([...reached].sort()).toEqual([...APPOINTMENT_STATUSES].sort())
  expect(APPOINTMENT_STATUSES.filter((status) => next(status).length > 0).sort()).toEqual([...LIVE_STATUSES].sort())
})

test('[B1-02] people only release, cancel, check in and finish; the rest is the house\'s', () => {
  const byPeople = Object.entries(appointmentTransitions).filter(([, { by }]) => by !== 'SYSTEM').map(([action, { by }]) => [action, by])
  expect(byPeople).toEqual([['releaseAppointment', 'appointment:hold'], ['cancelAppointment', 'appointment:cancel'], ['checkIn', 'appointment:check-in'], ['fulfil', 'queue:call']])
})

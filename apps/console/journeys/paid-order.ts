import type { JourneyHospital } from '@hospital/launcher/vitest-system'
import { askAs, payFor, until, type Ask } from '@hospital/web/test/visitor'

/** A demonstration patient who books a clinic of tomorrow and pays for it, as their phone would ask the graph. */
export async function payForRegistration(at: JourneyHospital): Promise<{ number: string; amountFen: number }> {
  const ask = await askAs(at, '13800000001')
  const appointmentId = await holdSomewhere(ask, at.clockOffsetMs)
  const order = await payFor(at, ask, 'appointment', appointmentId)
  await until(async () => (await ask('query ($id: ID!) { order(id: $id) { status } }', { id: order.id })).order.status === 'PAID')
  return order
}

/** Other journeys book with the same persons: a clinic that one of them has already is passed over. */
async function holdSomewhere(ask: Ask, clockOffsetMs: number): Promise<string> {
  const day = new Date(Date.now() + clockOffsetMs + 32 * 3_600_000).toISOString().slice(0, 10)
  const { me } = await ask('{ me { patients { id } } }')
  const patientId = me.patients[0].id
  const { departments } = await ask('{ departments(filter: { enabled: true }, first: 100) { nodes { id } } }')
  for (const { id } of departments.nodes) {
    const { schedules } = await ask('query ($id: ID!, $day: Date!) { schedules(departmentId: $id, day: $day) { stopped feeFen slots { id remaining } } }', { id, day })
    for (const { stopped, feeFen, slots } of schedules) {
      const slot = !stopped && feeFen > 200 && slots.findLast(({ remaining }: { remaining: number }) => remaining > 0)
      const held = slot && (await ask('mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id } }', { input: { slotId: slot.id, patientId } }).catch(() => null))
      if (held) return held.holdAppointment.id
    }
  }
  throw new Error(`no free place on ${day}`)
}

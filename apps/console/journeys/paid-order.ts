import type { JourneyHospital } from '@hospital/launcher/vitest-system'

type Variables = Record<string, unknown>
type Ask = (query: string, variables?: Variables) => Promise<any>

/** A demonstration patient who books a clinic of tomorrow and pays for it, as their phone would ask the graph. */
export async function payForRegistration(at: JourneyHospital): Promise<{ number: string; amountFen: number }> {
  const ask = await patientOf(at, '13800000001')
  const appointmentId = await holdSomewhere(ask, at.clockOffsetMs)
  const order = await until(async () => (await ask('query ($id: ID!) { appointment(id: $id) { order { id number amountFen } } }', { id: appointmentId })).appointment.order)
  const { startPayment } = await ask('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await post(`${at.sandbox}/_control/pay/${startPayment.number}`, {})
  await until(async () => (await ask('query ($id: ID!) { order(id: $id) { status } }', { id: order.id })).order.status === 'PAID')
  return order
}

async function patientOf(at: JourneyHospital, phone: string): Promise<Ask> {
  const anonymous = asker(at, '')
  const messages = async () => (await (await fetch(`${at.sandbox}/_control/sms?template=SIGN_IN_CODE&phone=${phone}`)).json()) as { serialNo: string; params: string[] }[]
  const before = (await messages())[0]?.serialNo
  // A phone is sent one code a minute, and another journey may just have asked for one.
  await until(() => anonymous('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone }).catch(() => null))
  const sms = await until(async () => (await messages()).find(({ serialNo }, index) => index === 0 && serialNo !== before))
  const { signInBySms } = await anonymous('mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }', { phone, code: sms.params[0] })
  return asker(at, signInBySms.accessToken)
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

function asker(at: JourneyHospital, accessToken: string): Ask {
  return async (query, variables) => {
    const { data, errors } = await post(`${at.gateway}/graphql`, { query, variables }, accessToken)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
}

async function post(url: string, body: object, accessToken?: string): Promise<any> {
  const headers = { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

async function until<Found>(look: () => Promise<Found | false | null | undefined>): Promise<Found> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look()
    if (found) return found
  }
  throw new Error('nothing came within 90 seconds')
}

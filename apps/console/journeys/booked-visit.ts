import type { JourneyHospital } from '@hospital/launcher/vitest-system'

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<any>

export interface Visitor {
  patientId: string
  ask: Ask
}

/** An account of its own with one new person, as a phone would make it. */
export async function openVisitor(at: JourneyHospital, phone: string, person: { name: string; idCard: string }): Promise<Visitor> {
  const anonymous = asker(at)
  await anonymous('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone })
  const code = await until(async () => ((await (await fetch(`${at.sandbox}/_control/sms?template=SIGN_IN_CODE&phone=${phone}`)).json()) as { params: string[] }[])[0]?.params[0])
  const { signInBySms } = await anonymous('mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }', { phone, code })
  const ask = asker(at, signInBySms.accessToken)
  const { addPatient } = await ask('mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }', { input: { ...person, relationship: 'SELF' } })
  return { patientId: addPatient.id, ask }
}

/** Books and pays; answers the number of the registration. */
export async function bookAhead(at: JourneyHospital, { patientId, ask }: Visitor, doctor: string, day: string, part: string): Promise<string> {
  const { practitioners } = await ask('query ($name: String!, $day: Date!) { practitioners(filter: { search: $name }) { nodes { name schedules(from: $day, to: $day) { part slots { id remaining } } } } }', { name: doctor, day })
  const clinic = practitioners.nodes.find(({ name }: { name: string }) => name === doctor).schedules.find((one: { part: string }) => one.part === part)
  const slot = clinic.slots.find(({ remaining }: { remaining: number }) => remaining > 0)
  const { holdAppointment } = await ask('mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id number } }', { input: { slotId: slot.id, patientId } })
  const look = async () => (await ask('query ($id: ID!) { appointment(id: $id) { status order { id } } }', { id: holdAppointment.id })).appointment
  const order = await until(async () => (await look()).order)
  const { startPayment } = await ask('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await fetch(`${at.sandbox}/_control/pay/${startPayment.number}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  await until(async () => (await look()).status === 'BOOKED')
  return holdAppointment.number as string
}

function asker(at: JourneyHospital, accessToken?: string): Ask {
  return async (query, variables) => {
    const answer = await fetch(`${at.gateway}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) }, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await answer.json()) as { data: any; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
}

async function until<Found>(look: () => Promise<Found | false | null | undefined>): Promise<Found> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look()
    if (found) return found
  }
  throw new Error('nothing came within a minute')
}

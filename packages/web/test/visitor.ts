/** Who asks the graph as a phone would: a person whose doings are not the journey's subject. */
export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<any>

export interface Visitor {
  name: string
  patientId: string
  ask: Ask
}

interface Addresses {
  gateway: string
  sandbox: string
}

/** An account of its own with one new person, recorded in HIS. */
export async function openVisitor(at: Addresses, phone: string, person: { name: string; idCard: string }): Promise<Visitor> {
  const ask = await askAs(at, phone)
  const { addPatient } = await ask('mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }', { input: { ...person, relationship: 'SELF' } })
  return { name: person.name, patientId: addPatient.id, ask }
}

/** Signs a phone in by its code. It is sent one a minute, and another journey may just have asked for one. */
export async function askAs(at: Addresses, phone: string): Promise<Ask> {
  const anonymous = asker(at)
  const messages = async () => (await (await fetch(`${at.sandbox}/_control/sms?template=SIGN_IN_CODE&phone=${phone}`)).json()) as { serialNo: string; params: string[] }[]
  const before = (await messages())[0]?.serialNo
  await until(() => anonymous('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone }).catch(() => null))
  const sms = await until(async () => (await messages()).find(({ serialNo }, index) => index === 0 && serialNo !== before))
  const { signInBySms } = await anonymous('mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }', { phone, code: sms.params[0] })
  return asker(at, signInBySms.accessToken)
}

/** Pays for what was asked for, at the channel's desk in the sandbox. Answers its order. */
export async function payFor(at: Addresses, ask: Ask, subject: 'appointment' | 'consultation', id: string): Promise<{ id: string; number: string; amountFen: number }> {
  const order = await until(async () => (await ask(`query ($id: ID!) { ${subject}(id: $id) { order { id number amountFen } } }`, { id }))[subject].order)
  const { startPayment } = await ask('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await post(`${at.sandbox}/_control/pay/${startPayment.number}`, {})
  return order
}

function asker(at: Addresses, accessToken?: string): Ask {
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

/** Looks until something is there, for a minute and a half. */
export async function until<Found>(look: () => Promise<Found | false | null | undefined>): Promise<Found> {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look()
    if (found) return found
  }
  throw new Error('nothing came within a minute and a half')
}

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from './chance.ts'
import { Refused, type Client } from './client.ts'
import type { Fleet } from './fleet.ts'
import type { Acknowledged } from './load.ts'
import { addKnownPerson, type KnownPerson } from './people.ts'

/** Somebody who owes the hospital this and that. */
export interface Debtor {
  client: Client
  person: KnownPerson
  /** Where they lie. */
  stayId?: string
}

export const newDebtor = async (client: Client): Promise<Debtor> => ({ client, person: await addKnownPerson(client) })

const BILLS = 'query ($id: ID!) { outpatientBills(patientId: $id, first: 5) { nodes { id number amountFen } } }'
const ORDER_BILLS = 'mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }'
const DEPOSIT = 'mutation ($input: PayDepositInput!) { payDeposit(input: $input) { order { id } } }'
const TOP_UP = 'mutation ($id: ID!) { topUpHospitalCard(patientId: $id, amountFen: 9000) { id } }'
const PAY = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number status } }'
const PRE_SETTLE = 'mutation ($orderId: ID!, $ecToken: String!) { preSettleInsurance(orderId: $orderId, ecToken: $ecToken) { id } }'
const SETTLE = 'mutation ($id: ID!) { payByInsurance(settlementId: $id) { number status } }'
const CANCEL = 'mutation ($id: ID!) { cancelOrder(id: $id) { status } }'
const OPEN = '{ orders(filter: { status: [OPEN] }, first: 50) { nodes { id } } }'

/** Outpatient bills, several things together, a stay, the card, the insurer: each is paid for in its turn, and some is given up. */
export async function payDebts(fleet: Fleet, debtor: Debtor, chance: Chance, acknowledged: Acknowledged): Promise<void> {
  const { client, person } = debtor
  const start = (orderIds: string[], method: string) => client.insist<any>(PAY, { input: { orderIds, method } }).then(({ startPayment }) => startPayment as { number: string; status: string })
  const pay = async (...orderIds: string[]) => {
    const { number, status } = await start(orderIds, 'WECHAT_NATIVE')
    if (status === 'PENDING') await payAtWechat(fleet, number, acknowledged)
  }
  const ways: (() => Promise<unknown>)[] = [
    async () => pay(await orderBill(fleet, debtor)),
    async () => pay(await orderBill(fleet, debtor), await orderDeposit(fleet, debtor), await orderBill(fleet, debtor)),
    async () => pay(await orderDeposit(fleet, debtor)),
    async () => {
      const id = await orderBill(fleet, debtor)
      await settleByInsurance(fleet, debtor, id, acknowledged)
      // Some never pay the rest: the insurer has its money back.
      if (chance.happens(0.7)) await pay(id)
    },
    async () => {
      await pay((await client.insist(TOP_UP, { id: person.id })).topUpHospitalCard.id)
      const { number, status } = await start([await orderBill(fleet, debtor)], 'HOSPITAL_CARD')
      if (status === 'SUCCEEDED') acknowledged.settled.push(number)
    },
  ]
  try {
    await chance.pick(ways)()
  } finally {
    await giveUpOpen(client)
  }
}

/** What is still open is not wanted any more: nothing of it waits for its time to run out. */
async function giveUpOpen(client: Client): Promise<void> {
  const { orders } = await client.insist(OPEN)
  for (const { id } of orders.nodes) await client.insist(CANCEL, { id }).catch((error: unknown) => { if (!(error instanceof Refused)) throw error })
}

async function orderBill(fleet: Fleet, { client, person }: Debtor): Promise<string> {
  const { identifier } = await reach<{ identifier: { value: string }[] }>(fleet, 'his/bills', { idCard: person.idCard })
  const bill = await patiently(async () => (await client.insist(BILLS, { id: person.id })).outpatientBills.nodes.find(({ number }: { number: string }) => identifier.some(({ value }) => value === number)))
  return (await client.insist(ORDER_BILLS, { input: { billIds: [bill.id], expectedFen: bill.amountFen } })).orderBills[0].id
}

async function orderDeposit(fleet: Fleet, debtor: Debtor): Promise<string> {
  const { client, person } = debtor
  debtor.stayId ??= (await reach<{ id: string }>(fleet, 'his/stays', { idCard: person.idCard, daysAgo: 0 })).id
  return (await client.insist(DEPOSIT, { input: { patientId: person.id, amountFen: 20_000, clientKey: randomUUID() } })).payDeposit.order.id
}

async function settleByInsurance(fleet: Fleet, { client, person }: Debtor, orderId: string, acknowledged: Acknowledged): Promise<void> {
  const { ecToken } = await reach<{ ecToken: string }>(fleet, 'insurance/vouchers', { name: person.name })
  const { preSettleInsurance } = await client.insist(PRE_SETTLE, { orderId, ecToken })
  const { payByInsurance: { number, status } } = await client.insist(SETTLE, { id: preSettleInsurance.id })
  if (status === 'SUCCEEDED') acknowledged.settled.push(number)
}

/** The payer's own phone may find the channel dead: they try again. True: it has been paid. */
export async function payAtWechat(fleet: Fleet, number: string, acknowledged: Acknowledged): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    const paid = await fleet.control(`pay/${number}`, {}).catch((error: Error) => error)
    if (!(paid instanceof Error)) {
      acknowledged.paid.push(number)
      return true
    }
    if (paid.message.includes('ORDERPAID')) return true
    if (paid.message.startsWith('control')) return false
    await sleep(250)
  }
  return false
}

/** A lever of the outside world, which may be dead just now. Refused: it said no. */
async function reach<T>(fleet: Fleet, path: string, body: object): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await fleet.control<T>(path, body)
    } catch (error) {
      if ((error as Error).message.startsWith('control')) throw new Refused((error as Error).message)
      if (tries === 200) throw error
      await sleep(250)
    }
  }
}

/** What the HIS has written a moment ago. Refused: it is not read while the HIS is away. */
async function patiently<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 20; tries++, await sleep(500)) {
    const found = await look()
    if (found) return found
  }
  throw new Refused('NOT_READ')
}

import { newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { deliver } from './events.ts'
import type { Deed } from './fate.ts'
import type { MadeOrder, Payer } from './payer.ts'
import { holdPlace } from './registration.ts'
import type { World } from './world.ts'

type Ordering = Extract<Deed, { do: 'order' }>

const MINUTE = 60_000

/** A new thing to pay for, by the way in which its kind comes about. */
export async function makeOrder(world: World, payer: Payer, deed: Ordering): Promise<void> {
  const made = await MAKERS[deed.kind](world, payer, deed)
  if (!made) return
  const [row] = await world.sql<{ subject_type: string; subject_id: string; pay_until: string; amount_fen: string }[]>`select subject_type, subject_id, pay_until, amount_fen from finance."order" where id = ${made.id}`
  if (!row) return
  const one: MadeOrder = { id: made.id, hisBillId: made.hisBillId, kind: deed.kind, fen: Number(row.amount_fen), subjectType: row.subject_type, subjectId: row.subject_id, payUntil: new Date(row.pay_until) }
  if (one.kind === 'REGISTRATION') await holdPlace(world, payer, one)
  payer.orders.push(one)
}

type Maker = (world: World, payer: Payer, deed: Ordering) => Promise<Pick<MadeOrder, 'id' | 'hisBillId'> | undefined>

const MAKERS: { [K in Ordering['kind']]: Maker } = {
  REGISTRATION: (world, payer, deed) => due(world, payer, deed, 'Appointment'),
  CONSULTATION: (world, payer, deed) => due(world, payer, deed, 'Consultation'),
  async OUTPATIENT_BILL(world, payer, { fen }) {
    const { id: hisBillId } = await world.outside.control<{ id: string }>('his/bills', { idCard: payer.person.idCard, lines: [{ item: '血常规五分类', category: '检验费', quantity: 1, unit: '次', priceFen: fen }] })
    await world.ask(payer, 'query ($id: ID!) { outpatientBills(patientId: $id, first: 1) { totalCount } }', { id: payer.viewer.patientIds[0] })
    const [bill] = await world.sql<{ id: string; amount_fen: string }[]>`select id, amount_fen from finance.outpatient_bill where his_bill_id = ${hisBillId}`
    const ordered = bill && await world.ask(payer, 'mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }', { input: { billIds: [bill.id], expectedFen: Number(bill.amount_fen) } })
    return ordered && { id: ordered.orderBills[0].id, hisBillId }
  },
  async INPATIENT_DEPOSIT(world, payer, { fen, twice }) {
    payer.person.stayId ??= (await world.outside.control<{ id: string }>('his/stays', { idCard: payer.person.idCard, daysAgo: 0, depositFen: 100_000 })).id
    const pay = (clientKey: string) => world.ask(payer, 'mutation ($input: PayDepositInput!) { payDeposit(input: $input) { order { id } } }', { input: { patientId: payer.viewer.patientIds[0], amountFen: fen, clientKey } })
    const key = newId()
    const [one] = await Promise.all([pay(key), twice && pay(key)])
    return one?.payDeposit.order
  },
  async CARD_TOP_UP(world, payer, { fen }) {
    return (await world.ask(payer, 'mutation ($id: ID!, $fen: Fen!) { topUpHospitalCard(patientId: $id, amountFen: $fen) { id } }', { id: payer.viewer.patientIds[0], fen }))?.topUpHospitalCard
  },
}

async function due(world: World, payer: Payer, { kind, fen, twice }: Ordering, subjectType: 'Appointment' | 'Consultation'): Promise<{ id: string }> {
  const id = newId()
  const data: EventPayloads['order.due'] = {
    orderId: id, kind, subjectType, subjectId: newId(), title: '挂号费 心血管内科', amountFen: fen, accountId: payer.viewer.accountId, patientId: payer.viewer.patientIds[0]!,
    institutionId: null, departmentId: null, practitionerId: null, payUntil: new Date(world.clock.now().getTime() + 15 * MINUTE).toISOString(),
  }
  await deliver(world, 'order.due', data, twice ? 2 : 1)
  return { id }
}

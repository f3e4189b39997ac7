import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { openBooks, type Books } from '../../../subgraphs/finance/test/fates/books.ts'
import type { Fleet } from './fleet.ts'
import type { Acknowledged } from './load.ts'

/** What is still on its way, by name. Empty: everything that was begun has come to its end. */
async function underWay({ sql }: Fleet): Promise<string[]> {
  const rows = await sql<{ what: string; count: number }[]>`
    select what, count(*)::int as count from (
      select 'appointment ' || status as what from clinical.appointment where status in ('HELD', 'CONFIRMING')
      union all select 'place not returned' from clinical.appointment where holds_place and status in ('EXPIRED', 'CANCELLED', 'STOPPED', 'REFUSED')
      union all select 'order ' || status from finance."order" where status in ('OPEN', 'REFUNDING')
      union all select 'payment ' || status from finance.payment where status in ('CREATED', 'PENDING')
      union all select 'refund ' || status from finance.refund where status in ('REQUESTED', 'SENT')
      union all select 'bill ' || status from finance.outpatient_bill where status in ('ORDERED', 'SETTLING')
      union all select 'deposit ' || status from finance.inpatient_deposit where status in ('AWAITING_PAYMENT', 'PLACING')
      union all select 'top-up not credited' from finance.card_top_up t join finance."order" o on o.id = t.order_id where t.status = 'ORDERED' and o.paid_at is not null
      union all select 'job ' || t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where (j.run_at <= now() + interval '1 second' or j.attempts > 0) and t.identifier not like '%\_%' and j.attempts < j.max_attempts
    ) waiting group by what order by what`
  return rows.map(({ what, count }) => `${count} × ${what}`)
}

/** Waits until nothing is under way, twice in a row. */
export async function comeToRest(fleet: Fleet, patienceMs: number): Promise<void> {
  let last: string[] = []
  for (const end = Date.now() + patienceMs, quiet = { looks: 0 }; Date.now() < end; await sleep(1_000)) {
    last = await underWay(fleet)
    quiet.looks = last.length ? 0 : quiet.looks + 1
    if (quiet.looks >= 2) return
  }
  throw new Error(`Not at rest after ${patienceMs} ms: ${last.join(', ')}`)
}

/** Every promise that the database or the outside world does not bear out. Empty: all was kept. */
export async function brokenPromises(fleet: Fleet, acknowledged: Acknowledged): Promise<string[]> {
  const outside = new DatabaseSync(join(fleet.dataDir, 'sandbox/sandbox.sqlite'), { readOnly: true })
  const books = openBooks(join(fleet.dataDir, 'sandbox'))
  try {
    return [
      ...(await placesPromised(fleet)), ...(await holdsKept(fleet, acknowledged)), ...(await messagesKept(fleet, acknowledged)),
      ...(await moneyKept(fleet, acknowledged, books)), ...(await moneyInHis(fleet, books)), ...(await hisAgrees(fleet, outside)),
    ]
  } finally {
    books.close()
    outside.close()
  }
}

async function placesPromised({ sql }: Fleet): Promise<string[]> {
  const rows = await sql`
    select s.id, s.capacity, s.remaining, count(a.id)::int as taken from clinical.slot s join clinical.appointment a on a.slot_id = s.id and a.holds_place
    group by s.id having count(a.id) > s.capacity or count(a.id) + s.remaining > s.capacity`
  return rows.map(({ id, capacity, remaining, taken }) => `slot ${id}: ${taken} taken and ${remaining} free of ${capacity}`)
}

async function holdsKept({ sql }: Fleet, { holds, cancelled }: Acknowledged): Promise<string[]> {
  const rows = await sql<{ id: string; status: string }[]>`select id, status from clinical.appointment where id = any(${holds}::uuid[])`
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]))
  return [
    ...holds.filter((id) => !statusOf.has(id)).map((id) => `hold ${id} was promised and is gone`),
    ...cancelled.filter((id) => statusOf.get(id) !== 'CANCELLED').map((id) => `${id} was cancelled and is ${statusOf.get(id)}`),
  ]
}

async function messagesKept({ sql }: Fleet, { messages }: Acknowledged): Promise<string[]> {
  const rows = await sql<{ client_id: string; sequence: number; text: string }[]>`select client_id, sequence, text from telemedicine.message where client_id = any(${messages.map(({ clientId }) => clientId)}::uuid[])`
  const kept = Map.groupBy(rows, (row) => row.client_id)
  const lost = messages.filter(({ clientId, sequence, text }) => {
    const found = kept.get(clientId)
    return found?.length !== 1 || found[0]!.sequence !== sequence || found[0]!.text !== text
  })
  const gaps = await sql`
    select conversation_id from telemedicine.conversation_event group by conversation_id having count(*) <> max(sequence) or min(sequence) <> 1`
  const miscounted = await sql`
    select c.id from clinical.consultation c join telemedicine.conversation r on r.subject_id = c.id
    where c.messages_used <> (select count(*) from telemedicine.message m where m.conversation_id = r.id and m.sender = 'PATIENT')`
  return [...lost.map(({ clientId }) => `message ${clientId}: kept ${kept.get(clientId)?.length ?? 0} times, or otherwise`), ...gaps.map(({ conversation_id: id }) => `conversation ${id} has a gap`), ...miscounted.map(({ id }) => `consultation ${id} has counted its messages wrongly`)]
}

/** Money where it was paid is money here: as an order that is delivered or stands, or back with the payer. */
async function moneyKept({ sql }: Fleet, { paid, settled }: Acknowledged, books: Books): Promise<string[]> {
  const there = books.paid()
  const payments = await sql<{ number: string; status: string; fen: string; kept: string }[]>`
    select p.number, p.status::text, p.amount_fen as fen, coalesce(sum(a.amount_fen - a.refunded_fen), 0) as kept
    from finance.payment p join finance.allocation a on a.payment_id = p.id where p.method <> 'FREE' group by p.id`
  const here = new Map(payments.map((row) => [row.number, row]))
  const ours = [...there].filter(([number]) => !number.startsWith('counter'))
  const undelivered = await sql<{ id: string }[]>`
    select o.id from finance."order" o join clinical.appointment a on a.id = o.subject_id
    where (o.status in ('PAID', 'FULFILLED')) <> (a.status in ('BOOKED', 'ARRIVED', 'FULFILLED', 'NOSHOW'))
    union all select o.id from finance."order" o join clinical.consultation c on c.id = o.subject_id
    where (o.status in ('PAID', 'FULFILLED')) <> (c.status in ('WAITING', 'ACTIVE', 'COMPLETED'))`
  return [
    ...paid.filter((number) => !there.has(number)).map((number) => `the channel lost ${number}`),
    ...settled.filter((number) => here.get(number)?.status !== 'SUCCEEDED').map((number) => `${number} was said to be settled and is ${here.get(number)?.status}`),
    ...ours.filter(([number, { fen, backFen }]) => here.get(number)?.status !== 'SUCCEEDED' || Number(here.get(number)!.fen) !== fen || Number(here.get(number)!.kept) !== fen - backFen)
      .map(([number, { place, fen, backFen }]) => `payment ${number}: at ${place} ${fen} less ${backFen}, here ${JSON.stringify(here.get(number))}`),
    ...payments.filter(({ number, status }) => status === 'SUCCEEDED' && !there.has(number)).map(({ number }) => `payment ${number} succeeded here alone`),
    ...undelivered.map(({ id }) => `order ${id} is paid for and not delivered, or the other way round`),
  ]
}

/** A bill is settled, a deposit landed, a card topped up once for each order that is delivered, to the fen; what the HIS has not taken has gone back. */
async function moneyInHis({ sql }: Fleet, books: Books): Promise<string[]> {
  const taken = books.taken()
  const rows = await sql<{ number: string; kind: string; fen: string; kept: string; delivered: boolean }[]>`
    select number, kind::text, amount_fen as fen, case when paid_at is null then 0 else amount_fen - refunded_fen end as kept, delivered_at is not null as delivered
    from finance."order" where kind in ('OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP')`
  return rows.filter(({ number, fen, kept, delivered }) => {
    const there = taken.get(number)
    return delivered ? there?.times !== 1 || there.fen !== Number(fen) : there !== undefined || Number(kept) !== 0
  }).map(({ number, kind, kept, delivered }) => `${kind} ${number} is ${delivered ? 'delivered' : `not delivered and keeps ${kept}`}, in the HIS ${JSON.stringify(taken.get(number))}`)
}

/** What the HIS keeps under our references is what we keep. */
async function hisAgrees({ sql }: Fleet, outside: DatabaseSync): Promise<string[]> {
  const rows = outside.prepare(`select json from resource where type = 'Appointment'`).all() as { json: string }[]
  const there = rows.map(({ json }) => JSON.parse(json) as { status: string; identifier: { system: string; value: string }[] })
    .map(({ status, identifier }) => ({ status, reference: identifier.find(({ system }) => system.endsWith('client-reference'))!.value }))
  const byReference = Map.groupBy(there, ({ reference }) => reference)
  const here = await sql<{ id: string; live: boolean }[]>`select id, status in ('CONFIRMING', 'BOOKED', 'ARRIVED', 'FULFILLED', 'NOSHOW') as live from clinical.appointment where in_his`
  const known = new Set(here.map(({ id }) => id))
  const isLive = ({ status }: { status: string }) => ['pending', 'booked', 'arrived', 'fulfilled'].includes(status)
  return [
    ...here.filter(({ id, live }) => (byReference.get(id) ?? []).filter(isLive).length !== (live ? 1 : 0)).map(({ id, live }) => `${id} is ${live ? 'live' : 'over'} here, in the HIS ${JSON.stringify(byReference.get(id))}`),
    ...there.filter((one) => isLive(one) && !known.has(one.reference)).map(({ reference }) => `the HIS keeps ${reference}, which nobody here knows`),
  ]
}

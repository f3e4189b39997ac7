import { verifyLedger } from '../../src/ledger/verify.ts'
import type { Paid } from './books.ts'
import { accountsOf, payerOf, type Breach } from './breach.ts'
import { registrationsInHis, takenBackByHis, takenByHis } from './his-breaches.ts'
import { unlawfulMoves } from './lawful.ts'
import type { Payer } from './payer.ts'
import type { World } from './world.ts'

export interface Unfinished {
  what: string
  id: string
}

/** Everything that is wrong once all has come to rest, and what came to it too `late`. */
export async function findBreaches(world: World, payers: readonly Payer[], late: readonly Unfinished[]): Promise<Breach[]> {
  const owner = await ownersOf(world, payers)
  const of = (id: string) => owner.get(id)
  const paid = world.books.paid()
  return [
    ...payers.flatMap((payer) => payer.complaints.map((what) => ({ payer, rule: 'nothing breaks', what }))),
    ...(await verifyLedger(world.house())).map(({ rule, id }) => ({ payer: of(id), rule, what: id })),
    ...(await unfinished(world, payers)).map(({ what, id }) => ({ payer: of(id), rule: 'everything has come to its end', what: `${what} ${id}` })),
    ...late.map(({ what, id }) => ({ payer: of(id), rule: 'nothing waits for the bills', what: `${what} ${id}` })),
    ...(await unlawfulMoves(world, [...owner.keys()])).map(({ id, what }) => ({ payer: of(id), rule: 'every status is moved as its table says', what })),
    ...(await moneyAtChannels(world, payers, paid)),
    ...(await moneyOfOrders(world, payers)),
    ...(await takenByHis(world, payers)),
    ...(await takenBackByHis(world, payers)),
    ...(await registrationsInHis(world, payers)),
    ...(await insuredParts(world, payers)),
    ...(await purses(world, payers)),
    ...(await promises(world, payers)),
    ...(await totals(world, paid)),
    ...(await onTheBills(world, payers)),
  ]
}

/** Whose every row is: the rules of the ledger name orders, payments, refunds, transactions. */
async function ownersOf({ sql }: World, payers: readonly Payer[]): Promise<Map<string, Payer>> {
  const accounts = accountsOf(payers)
  const rows = await sql<{ id: string; account: string }[]>`
    with own as (select id, account_id, subject_id from finance."order" where account_id = any(${accounts}::uuid[]))
    select id, account_id as account from own union all select subject_id, account_id from own
    union all select id, account_id from finance.payment where account_id = any(${accounts}::uuid[])
    union all select r.id, own.account_id from finance.refund r join own on own.id = r.order_id
    union all select r.id, own.account_id from finance.refund_request r join own on own.id = r.order_id
    union all select s.id, own.account_id from finance.insurance_settlement s join own on own.id = s.order_id
    union all select e.transaction_id, own.account_id from finance.ledger_entry e join own on own.id = e.order_id`
  const byAccount = new Map(payers.map((payer) => [payer.viewer.accountId, payer]))
  return new Map(rows.map(({ id, account }) => [id, byAccount.get(account)!]))
}

/** What a job should have ended by now. */
export const unfinished = ({ sql }: World, payers: readonly Payer[]) => sql<Unfinished[]>`
  with own as (select * from finance."order" where account_id = any(${accountsOf(payers)}::uuid[]))
  select 'order ' || status as what, id from own where status in ('OPEN', 'REFUNDING')
  union all select 'payment ' || p.status, p.id from finance.payment p where p.account_id = any(${accountsOf(payers)}::uuid[]) and p.status in ('CREATED', 'PENDING')
  union all select 'refund ' || r.status, r.id from finance.refund r join own on own.id = r.order_id where r.status::text not in ('SUCCEEDED', 'DECLINED')
  union all select 'request ' || q.status, q.id from finance.refund_request q join own on own.id = q.order_id where q.status = 'APPROVED'
  union all select 'bill ' || b.status, b.id from finance.outpatient_bill b join own on own.subject_id = b.id where b.status in ('ORDERED', 'SETTLING')
  union all select 'deposit ' || d.status, d.id from finance.inpatient_deposit d join own on own.id = d.order_id where d.status in ('AWAITING_PAYMENT', 'PLACING')
  union all select 'top-up ' || t.status, t.id from finance.card_top_up t join own on own.id = t.order_id where t.status = 'ORDERED' and own.paid_at is not null
  union all select 'settlement ' || s.status, s.id from finance.insurance_settlement s join own on own.id = s.order_id join finance.payment p on p.id = s.payment_id where p.status = 'SUCCEEDED' and s.status not in ('SETTLED', 'REVERSED')`

/** A payment stands here as it stands where it was made, to the fen: taken, and given back. */
async function moneyAtChannels({ sql }: World, payers: readonly Payer[], paid: Map<string, Paid>): Promise<Breach[]> {
  const rows = await sql<{ number: string; status: string; fen: string; back: string; account: string }[]>`
    select p.number, p.status::text, p.amount_fen as fen, coalesce(sum(a.refunded_fen), 0) as back, p.account_id as account
    from finance.payment p join finance.allocation a on a.payment_id = p.id where p.method <> 'FREE' and p.account_id = any(${accountsOf(payers)}::uuid[]) group by p.id`
  return rows.flatMap(({ number, status, fen, back, account }) => {
    const payer = payerOf(payers, account)!
    const there = paid.get(number)
    const agrees = status === 'SUCCEEDED' ? there?.fen === Number(fen) && there.backFen === Number(back) : !there
    if (agrees || (payer.wrong.has(number) && status !== 'SUCCEEDED')) return []
    return [{ payer, rule: 'channel and payment agree', what: `${number}: ${status} here, ${fen} less ${back}; there ${JSON.stringify(there)}` }]
  })
}

/** What was paid for an order and not given back is what the order keeps; money that no order took has gone back whole. */
async function moneyOfOrders({ sql }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const rows = await sql<{ id: string; account: string; keeps: string; kept: string; astray: string }[]>`
    select o.id, o.account_id as account, case when o.paid_at is null then 0 else o.amount_fen - o.refunded_fen end as keeps,
      coalesce(sum(a.amount_fen - a.refunded_fen) filter (where p.status = 'SUCCEEDED' and a.claim = 'APPLIED'), 0) as kept,
      coalesce(sum(a.amount_fen - a.refunded_fen) filter (where p.status = 'SUCCEEDED' and a.claim <> 'APPLIED'), 0) as astray
    from finance."order" o left join finance.allocation a on a.order_id = o.id left join finance.payment p on p.id = a.payment_id
    where o.account_id = any(${accountsOf(payers)}::uuid[]) group by o.id`
  return rows.filter(({ keeps, kept, astray }) => keeps !== kept || astray !== '0').map(({ id, account, ...sums }) => ({
    payer: payerOf(payers, account), rule: 'paid less given back is what the hospital keeps', what: `order ${id}: ${JSON.stringify(sums)}`,
  }))
}

/** Where the rest of an order was tried and failed, the insurer's part is asked back in the same transaction, unless it was before: nobody waits for another try. */
async function insuredParts({ sql }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const rows = await sql<{ id: string; account: string }[]>`
    select o.id, o.account_id as account
    from finance.allocation ins join finance.payment insured on insured.id = ins.payment_id and insured.method = 'INSURANCE' and insured.status = 'SUCCEEDED'
    join finance."order" o on o.id = ins.order_id join finance.allocation own on own.order_id = o.id and own.leg = 'OWN' and own.amount_fen = o.amount_fen - ins.amount_fen
    join finance.payment rest on rest.id = own.payment_id and rest.status = 'FAILED' and rest.created_at > insured.succeeded_at
    join finance.trace t on t.subject_id = rest.id and t.action = 'fail'
    where (o.paid_at is null or t.at < o.paid_at) and o.account_id = any(${accountsOf(payers)}::uuid[]) and not exists (
      select 1 from finance.refund r join finance.ledger_transaction l on l.fact = 'REFUND_REQUESTED' and l.fact_id = r.id where r.payment_id = insured.id and (l.at <= t.at or l.xmin = t.xmin))`
  return rows.map(({ id, account }) => ({ payer: payerOf(payers, account), rule: 'the insurer does not wait for another try', what: `order ${id}` }))
}

/** The ledger has of every settlement what the fund paid as the fund's and what the account paid as the account's, to the fen. */
async function purses({ sql, books }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const there = books.purses()
  const rows = await sql<{ number: string; account: string; fund: string; own: string }[]>`
    select p.number, p.account_id as account, coalesce(sum(e.debit_fen - e.credit_fen) filter (where e.account = 'INSURANCE_FUND'), 0) as fund, coalesce(sum(e.debit_fen - e.credit_fen) filter (where e.account = 'INSURANCE_ACCOUNT'), 0) as own
    from finance.payment p left join finance.ledger_entry e on e.payment_id = p.id where p.method = 'INSURANCE' and p.account_id = any(${accountsOf(payers)}::uuid[]) group by p.id`
  return rows.flatMap(({ number, account, fund, own }) => {
    const { fundFen = 0, accountFen = 0 } = there.get(number) ?? {}
    return fundFen === Number(fund) && accountFen === Number(own) ? [] : [{ payer: payerOf(payers, account), rule: 'each purse of the insurer is booked as its own', what: `${number}: ${fund} and ${own} here, ${fundFen} and ${accountFen} there` }]
  })
}

/** Who paid in time, and of whose order nobody wanted anything else, has what they paid for. */
async function promises({ sql }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const rows = await sql<{ id: string; status: string }[]>`select id, status::text from finance."order" where account_id = any(${accountsOf(payers)}::uuid[])`
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]))
  return payers.filter(({ troubled }) => !troubled).flatMap((payer) => payer.orders
    .filter(({ id, payUntil, disturbed }) => !disturbed && payer.accepted.some(({ started, at }) => started.whole && started.orders.includes(id) && at.getTime() + MARGIN_MS < payUntil.getTime()))
    .filter(({ id }) => !['PAID', 'FULFILLED'].includes(statusOf.get(id) ?? ''))
    .map(({ id, kind }) => ({ payer, rule: 'who paid has it', what: `${kind} ${id} is ${statusOf.get(id)}` })))
}

const MARGIN_MS = 10_000

const BOOKED = [['CHANNEL_WECHAT', 'WECHATPAY'], ['CHANNEL_ALIPAY', 'ALIPAY'], ['CHANNEL_UNIONPAY', 'UNIONPAY'], ['HOSPITAL_CARD_DEPOSITS', 'HOSPITAL_CARD']] as const

/** The hospital's own comparison with every channel's bills has found what it had to, and nothing else: amounts that the channel booked wrong, and what the counter took from a card. */
async function onTheBills({ sql, wrong }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const rows = await sql<{ number: string; what: string; account: string | null }[]>`
    select d.number, r.channel || ' ' || r.day || ': ' || d.kind || ' ' || d.subject || ' ' || d.number as what, p.account_id as account
    from finance.reconciliation_difference d join finance.reconciliation r on r.id = d.reconciliation_id left join finance.refund f on f.id = d.refund_id left join finance.payment p on p.id = coalesce(d.payment_id, f.payment_id)
    where d.status = 'OPEN' and r.channel <> 'HIS' and d.number not like 'counter-%'`
  return rows.filter(({ number }) => !wrong.has(number)).map(({ what, account }) => ({ payer: payerOf(payers, account), rule: 'the bills agree', what }))
}

/** The ledger's account of each channel is what that channel holds, over everybody, and of the insurer what each of its purses has paid; a wrong amount is not booked before a person has looked. */
async function totals({ sql, wrong, books }: World, paid: Map<string, Paid>): Promise<Breach[]> {
  const booked = await sql<{ place: string; fen: string }[]>`
    select e.account::text as place, sum(e.debit_fen - e.credit_fen) as fen from finance.ledger_entry e join finance.ledger_transaction t on t.id = e.transaction_id
    where left(e.account::text, 8) = 'CHANNEL_' or e.account in ('INSURANCE_FUND', 'INSURANCE_ACCOUNT') or (e.account = 'HOSPITAL_CARD_DEPOSITS' and t.fact in ('PAYMENT_RECEIVED', 'REFUND_PAID')) group by 1`
  const ours = new Map(booked.map(({ place, fen }) => [place, Number(fen)]))
  const taken = new Set((await sql<{ number: string }[]>`select number from finance.payment where status = 'SUCCEEDED' and number = any(${[...wrong]})`).map(({ number }) => number))
  const held = (place: Paid['place']) => [...paid].filter(([number, one]) => one.place === place && !(wrong.has(number) && !taken.has(number)) && !number.startsWith('counter')).reduce((sum, [, { fen, backFen }]) => sum + fen - backFen, 0)
  const purses = [...books.purses().values()]
  const theirs = [
    ...BOOKED.map(([account, place]) => [account, held(place)] as const),
    ['INSURANCE_FUND', purses.reduce((sum, { fundFen }) => sum + fundFen, 0)] as const, ['INSURANCE_ACCOUNT', purses.reduce((sum, { accountFen }) => sum + accountFen, 0)] as const,
  ]
  return theirs.filter(([account, there]) => (ours.get(account) ?? 0) !== there)
    .map(([account, there]) => ({ rule: 'the ledger holds what the channel holds', what: `${account}: ${ours.get(account) ?? 0} here, ${there} there` }))
}

import { accountsOf, payerOf, type Breach } from './breach.ts'
import type { Payer } from './payer.ts'
import type { World } from './world.ts'

/** What the HIS must know of is delivered when it knows it, once and to the fen; what it does not know keeps nothing. */
export async function takenByHis({ sql, books }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const taken = books.taken()
  const rows = await sql<{ number: string; account: string; kind: string; fen: string; kept: string; delivered: boolean }[]>`
    select number, account_id as account, kind::text, amount_fen as fen, case when paid_at is null then 0 else amount_fen - refunded_fen end as kept, delivered_at is not null as delivered
    from finance."order" where kind in ('OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP') and account_id = any(${accountsOf(payers)}::uuid[])`
  return rows.flatMap(({ number, account, kind, fen, kept, delivered }) => {
    const there = taken.get(number)
    const agrees = delivered ? there?.times === 1 && there.fen === Number(fen) : !there && Number(kept) === 0
    return agrees ? [] : [{ payer: payerOf(payers, account), rule: 'the HIS has what was delivered, once', what: `${kind} ${number}: ${delivered ? 'delivered' : `not delivered, keeps ${kept}`}, HIS ${JSON.stringify(there)}` }]
  })
}

/** The HIS has taken back what we have of an order that it held, to the fen, under our own references and each once; of what it never held it takes nothing back. */
export async function takenBackByHis({ sql, books }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const there = books.givenBack()
  const rows = await sql<{ number: string; account: string; back: string; told: string[] }[]>`
    select o.number, o.account_id as account, case when o.delivered_at is null then 0 else o.refunded_fen end as back,
      coalesce(array_agg(distinct r.told_as order by r.told_as) filter (where r.told_at is not null and o.delivered_at is not null), '{}') as told
    from finance."order" o left join finance.refund r on r.order_id = o.id
    where o.kind in ('OUTPATIENT_BILL', 'INPATIENT_DEPOSIT') and o.account_id = any(${accountsOf(payers)}::uuid[]) group by o.id`
  return rows.flatMap(({ number, account, back, told }) => {
    const his = there.get(number) ?? { fen: 0, references: [] }
    if (his.fen === Number(back) && his.references.join() === told.join()) return []
    return [{ payer: payerOf(payers, account), rule: 'the HIS has taken back what was given back', what: `${number}: ${back} by ${told.join()} here, HIS ${JSON.stringify(his)}` }]
  })
}

/** A registration that is delivered stands in the HIS, paid once and to the fen; one that the HIS has given up has gone back whole, in however many parts. */
export async function registrationsInHis({ sql, books }: World, payers: readonly Payer[]): Promise<Breach[]> {
  const there = books.registrations()
  const rows = await sql<{ subject: string; account: string; fen: string; back: string; delivered: boolean }[]>`
    select subject_id as subject, account_id as account, amount_fen as fen, refunded_fen as back, delivered_at is not null as delivered
    from finance."order" where kind = 'REGISTRATION' and account_id = any(${accountsOf(payers)}::uuid[])`
  return rows.flatMap(({ subject, account, fen, back, delivered }) => {
    const his = there.get(subject)
    const agrees = his ? his.times === 1 && his.fen === Number(fen) && (his.backFen === 0 || (his.backFen === his.fen && Number(back) === his.fen)) : !delivered
    return agrees ? [] : [{ payer: payerOf(payers, account), rule: 'the HIS and its registrations', what: `${subject}: ${fen} less ${back}${delivered ? ', delivered' : ''}; HIS ${JSON.stringify(his)}` }]
  })
}

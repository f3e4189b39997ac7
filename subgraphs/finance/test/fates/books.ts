import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fenOf, type PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'

/** What a payer paid under one of our numbers, and what they got back of it. */
export interface Paid {
  place: 'WECHATPAY' | 'ALIPAY' | 'UNIONPAY' | 'HOSPITAL_CARD' | 'INSURANCE'
  fen: number
  backFen: number
  /** On the clock of the outside world. */
  at: number
}

/** The outside world's own books, read past its protocols. */
export interface Books {
  paid(): Map<string, Paid>
  /** What the HIS keeps under an order's number: a settled bill, money in a stay, or on a card. */
  taken(): Map<string, { times: number; fen: number }>
  /** What the HIS has taken back of what stands under an order's number, and under which references of ours. */
  givenBack(): Map<string, { fen: number; references: string[] }>
  /** Of registrations, by their appointment: what the HIS has taken, how often, and given up. */
  registrations(): Map<string, { times: number; fen: number; backFen: number }>
  /** What the insurer has paid and not taken back of each settlement, by the purse that it comes from. */
  purses(): Map<string, { fundFen: number; accountFen: number }>
  /** Notices that still wait to be sent, or to be believed. */
  waiting(now: number): number
  refundsUnderWay(numbers: readonly string[]): string[]
  close(): void
}

const PAID = `
  select 'WECHATPAY' as place, out_trade_no as number, total_fen as fen, refunded_fen as backFen, paid_at as at from trade where paid_at is not null
  union all select upper(t.channel), t.number, t.fen, coalesce((select sum(r.fen) from counter_refund r where r.channel = t.channel and r.trade = t.number and r.state = 'DONE'), 0), t.paid_at
    from counter_trade t where t.paid_at is not null
  union all select 'HOSPITAL_CARD', c.reference, c.amount_fen, coalesce((select sum(r.amount_fen) from card_movement r where r.of_reference = c.reference), 0), c.at
    from card_movement c where c.kind = 'CHARGE' and c.state = 'DONE'
  union all select 'INSURANCE', number, fund_fen + account_fen, coalesce((select sum(r.fund_fen + r.account_fen) from insurance_refund r where r.number = insurance_order.number), 0), settled_at from insurance_order where settled_at is not null`

export function openBooks(directory: string): Books {
  const sqlite = new DatabaseSync(join(directory, 'sandbox.sqlite'), { readOnly: true })
  const all = <Row>(query: string, ...values: (string | number)[]) => sqlite.prepare(query).all(...values) as unknown as Row[]
  const notices = new Map<string, { times: number; fen: number }>()
  let read = 0

  /** Of the HIS's receipts only what came since the last look: they only grow in number. */
  function readNotices(): void {
    for (const { key, json } of all<{ key: number; json: string }>(`select key, json from resource where type = 'PaymentNotice' and key > ? order by key`, read)) {
      read = key
      const notice = JSON.parse(json) as PaymentNotice
      const reference = identifierOf(notice, systems.clientReference)
      if (reference) notices.set(reference, { times: (notices.get(reference)?.times ?? 0) + 1, fen: fenOf(notice.amount) })
    }
  }

  return {
    paid: () => new Map(all<Paid & { number: string }>(PAID).map(({ number, ...paid }) => [number, paid])),
    taken() {
      readNotices()
      const topUps = all<{ reference: string; fen: number }>(`select reference, amount_fen as fen from card_movement where kind = 'TOP_UP' and state = 'DONE'`)
      return new Map([...notices, ...topUps.map(({ reference, fen }) => [reference, { times: 1, fen }] as const)])
    },
    givenBack: () => new Map(all<{ number: string; fen: number; said: string }>(`select of_reference as number, sum(fen) as fen, group_concat(reference) as said from his_refund group by 1`)
      .map(({ number, fen, said }) => [number, { fen, references: said.split(',').sort() }])),
    registrations: () => new Map(all<{ reference: string; times: number; fen: number; backFen: number }>(`select reference, sum(direction = 'PAID') as times, sum(iif(direction = 'PAID', fen, 0)) as fen, sum(iif(direction = 'REFUNDED', fen, 0)) as backFen
      from his_money where kind = 'REGISTRATION' group by 1`).map(({ reference, ...money }) => [reference, money])),
    purses: () => new Map(all<{ number: string; fundFen: number; accountFen: number }>(`select number, sum(fund) as fundFen, sum(account) as accountFen from (
      select number, fund_fen as fund, account_fen as account from insurance_order where settled_at is not null union all select number, -fund_fen, -account_fen from insurance_refund) group by 1`)
      .map(({ number, ...purses }) => [number, purses])),
    waiting: (now) => all<{ count: number }>(`
      select (select count(*) from notification where state = 'WAITING' and next_at <= ?) + (select count(*) from counter_notice where state = 'WAITING' and next_at <= ?)
        + (select count(*) from insurance_notice where state = 'WAITING' and next_at <= ?) as count`, now, now, now)[0]!.count,
    refundsUnderWay: (numbers) => all<{ number: string; trade: string }>(`select out_refund_no as number, out_trade_no as trade from refund where state = 'PROCESSING'`)
      .filter(({ trade }) => numbers.includes(trade)).map(({ number }) => number),
    close: () => sqlite.close(),
  }
}

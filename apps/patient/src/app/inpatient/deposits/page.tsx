import Link from 'next/link'
import { formatFen, formatStamp } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { BedIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import billStyles from '@/bills/bills.module.css'
import { chosenOf, PersonChoice } from '@/bills/person-choice'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { BillPersonsDocument, StayDepositsDocument, type StayDepositsQuery } from '@/graphql/graphql'
import { DepositForm } from '@/inpatient/deposit-form'
import { StayCard } from '@/inpatient/stay-card'

export const metadata = { title: '住院预缴' }

export default async function DepositsPage({ searchParams }: { searchParams: Promise<{ person?: string }> }) {
  const { person: asked } = await searchParams
  const { me } = await mustRead(BillPersonsDocument, {})
  const person = chosenOf(me.patients, asked)
  const { data, problem } = person ? await read(StayDepositsDocument, { patientId: person.id }) : { data: null, problem: null }
  const stay = data?.inpatientAccount
  return (
    <>
      <NavBar title="住院预缴" back="/inpatient" />
      <main className="page">
        {person && <PersonChoice patients={me.patients} chosen={person.id} hrefOf={(id) => `/inpatient/deposits?person=${id}`} />}
        {problem && <ErrorState problem={problem} title="住院账户没有查到" />}
        {!problem && !stay && (
          <Empty title="没有查到住院记录" mark={<BedIcon size={32} />} ways={!person && <Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>添加就诊人</Link>}>
            办理入院后，可以在这里查看费用、在线预缴。
          </Empty>
        )}
        {stay && person && (
          <>
            <StayCard stay={stay} />
            {stay.status === 'IN_HOSPITAL'
              ? <GraphProvider><DepositForm key={person.id} patientId={person.id} limits={stay.depositLimits}><Receipts stay={stay} /></DepositForm></GraphProvider>
              : <><p className="ih-note" data-tone="plain">已办理出院，不能再预缴；结算请到住院收费窗口。</p><Receipts stay={stay} /></>}
          </>
        )}
      </main>
    </>
  )
}

const underway: Record<string, string> = { AWAITING_PAYMENT: '待支付', PLACING: '医院入账中', REFUSED: '未入账，已退款' }

function Receipts({ stay: { receipts, deposits } }: { stay: NonNullable<StayDepositsQuery['inpatientAccount']> }) {
  const waiting = deposits.filter(({ status }) => status in underway)
  return (
    <section className="ih-card">
      <h2>预缴记录</h2>
      {!receipts.length && !waiting.length && <p>还没有预缴记录。</p>}
      <ul>
        {waiting.map(({ id, status, amountFen, createdAt, order }) => (
          <li key={id} className={billStyles.part}>
            <span className={billStyles.words}><b>{formatFen(amountFen)}</b><small>{formatStamp(createdAt)}</small></span>
            <span className={billStyles.side}><Tag tone="warn">{underway[status]}</Tag>{order && <Link href={order.status === 'OPEN' ? `/pay/${order.id}` : `/orders/${order.id}`} prefetch={false}>{order.status === 'OPEN' ? '去支付' : '查看订单'}</Link>}</span>
          </li>
        ))}
        {receipts.map(({ receiptNumber, amountFen, paidAt, online }) => (
          <li key={receiptNumber} className={billStyles.part}>
            <span className={billStyles.words}><b>{formatFen(amountFen)}</b><small>{formatStamp(paidAt)}，收据号 {receiptNumber}</small></span>
            <span className={billStyles.side}><Tag tone={online ? 'brand' : 'neutral'}>{online ? '线上预缴' : '窗口缴纳'}</Tag></span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import Link from 'next/link'
import { formatFen, formatInstant } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { InvoiceIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { billWords } from '@hospital/web/status-words'
import { hospitalNow } from '@hospital/web/environment'
import { BillChoice } from '@/bills/bill-choice'
import { chosenOf, PersonChoice } from '@/bills/person-choice'
import { billFilters } from '@/bills/words'
import styles from '@/bills/bills.module.css'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { BillPersonsDocument, BillsDocument, PayableOrdersDocument, type BillEntryFragment } from '@/graphql/graphql'

export const metadata = { title: '门诊缴费' }

const STALE_MS = 60_000

export default async function BillsPage({ searchParams }: { searchParams: Promise<{ person?: string; state?: string }> }) {
  const { person: asked, state = 'unpaid' } = await searchParams
  const { me } = await mustRead(BillPersonsDocument, {})
  const person = chosenOf(me.patients, asked)
  const key = Object.hasOwn(billFilters, state) ? state : 'unpaid'
  return (
    <>
      <NavBar title="门诊缴费" back="/outpatient" />
      <nav className={styles.tabs} aria-label="缴费状态">
        {Object.entries(billFilters).map(([one, { word }]) => (
          <Link key={one} href={`/bills?state=${one}${person ? `&person=${person.id}` : ''}`} replace prefetch={false} aria-current={one === key ? 'page' : undefined}>{word}</Link>
        ))}
      </nav>
      <main className="page">
        {!person && <Empty title="还没有就诊人" mark={<InvoiceIcon size={32} />} ways={<Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>添加就诊人</Link>}>添加后可查询和缴纳门诊费用。</Empty>}
        {person && <PersonChoice patients={me.patients} chosen={person.id} hrefOf={(id) => `/bills?state=${key}&person=${id}`} />}
        {person && <BillsOf key={`${person.id} ${key}`} patientId={person.id} state={key} />}
      </main>
    </>
  )
}

async function BillsOf({ patientId, state }: { patientId: string; state: string }) {
  const unpaid = state === 'unpaid'
  const [{ data, problem }, { data: open }] = await Promise.all([read(BillsDocument, { patientId, status: billFilters[state]!.status }), read(PayableOrdersDocument, {})])
  if (problem || !data) return <ErrorState problem={problem!} title="账单没有查到" />
  const { nodes } = data.outpatientBills
  const others = (open?.orders.nodes ?? []).filter(({ kind, availableActions }) => kind !== 'OUTPATIENT_BILL' && availableActions.includes('startPayment'))
  const readAt = nodes[0]?.readAt
  return (
    <>
      {readAt && hospitalNow().getTime() - Date.parse(readAt) > STALE_MS && <p className="ih-note" data-tone="warn">医院系统暂时无法连接，以下是 {formatInstant(readAt)} 查到的账单。</p>}
      {nodes.length === 0 && <Empty title={unpaid ? '没有待缴的账单' : '没有缴费记录'} mark={<InvoiceIcon size={32} />}>{unpaid ? '医生开单后，费用会出现在这里。' : '缴过的门诊费用会在这里。'}</Empty>}
      {unpaid && nodes.length > 0 && <GraphProvider><BillChoice bills={nodes} others={others} /></GraphProvider>}
      {!unpaid && nodes.map((bill) => <PaidBill key={bill.id} bill={bill} />)}
    </>
  )
}

function PaidBill({ bill: { id, title, status, amountFen, departmentName, issuedAt } }: { bill: BillEntryFragment }) {
  return (
    <Link className="ih-card" href={`/bills/${id}`} prefetch={false}>
      <span className={styles.part}>
        <span className={styles.words}><b>{title}</b><small>{departmentName}<Dot />{formatInstant(issuedAt)}</small></span>
        <span className={styles.side}><span className="ih-price">{formatFen(amountFen)}</span><StatusTag status={status} words={billWords} /></span>
      </span>
    </Link>
  )
}

import Link from 'next/link'
import { notFound } from 'next/navigation'
import { formatFen, formatInstant } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { PinIcon } from '@hospital/web/parts/icons'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { billWords } from '@hospital/web/status-words'
import { PayBill } from '@/bills/pay-bill'
import styles from '@/bills/bills.module.css'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { BillPageDocument } from '@/graphql/graphql'

export const metadata = { title: '账单详情' }

export default async function BillPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { outpatientBill: bill } = await mustRead(BillPageDocument, { id })
  if (!bill) notFound()
  const paid = bill.status === 'SETTLED' || bill.status === 'SETTLING'
  return (
    <>
      <NavBar title="账单详情" back="/bills" />
      <main className="page">
        {paid && bill.guide && <p className="ih-note" data-tone="success"><PinIcon size={18} /><span>{bill.guide}</span></p>}
        <section className="ih-card" aria-label="账单">
          <div className={styles.part}>
            <span className={styles.words}><b>{bill.title}</b><small>{bill.departmentName} {bill.practitionerName}</small></span>
            <span className={styles.side}><StatusTag status={bill.status} words={billWords} /></span>
          </div>
          <dl className={styles.facts}>
            <Fact name="就诊人">{bill.patient?.name}</Fact>
            {bill.institution && <Fact name="院区">{bill.institution.name}</Fact>}
            <Fact name="账单号">{bill.number}</Fact>
            <Fact name="开单时间">{formatInstant(bill.issuedAt)}</Fact>
            {bill.settledAt && <Fact name="缴费时间">{formatInstant(bill.settledAt)}</Fact>}
            {bill.receiptNumber && <Fact name="医院收据号">{bill.receiptNumber}</Fact>}
          </dl>
        </section>
        <section className="ih-card">
          <h2>收费明细</h2>
          <ul>
            {bill.lines.map((line, at) => (
              <li key={at} className={styles.part}>
                <span className={styles.words}><b>{line.item}</b><small>{line.category}<Dot />{formatFen(line.priceFen)} × {line.quantity} {line.unit}</small></span>
                <span className={styles.side}><span>{formatFen(line.amountFen)}</span></span>
              </li>
            ))}
          </ul>
          <p className={styles.total}>合计<strong className="ih-price">{formatFen(bill.amountFen)}</strong></p>
        </section>
        {bill.order && bill.status !== 'ORDERED' && <Link className="ih-button" data-kind="quiet" href={`/orders/${bill.order.id}`} prefetch={false}>查看支付订单</Link>}
        {bill.availableActions.includes('orderBills') && <GraphProvider><PayBill billId={bill.id} amountFen={bill.amountFen} /></GraphProvider>}
      </main>
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

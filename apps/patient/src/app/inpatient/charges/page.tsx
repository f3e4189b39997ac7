import Link from 'next/link'
import { formatDay, formatFen, formatInstant } from '@hospital/web/format'
import { ChevronDownIcon, InvoiceIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot } from '@hospital/web/parts/tag'
import billStyles from '@/bills/bills.module.css'
import { chosenOf, PersonChoice } from '@/bills/person-choice'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { BillPersonsDocument, StayBillDocument, type StayBillQuery } from '@/graphql/graphql'
import styles from '@/inpatient/inpatient.module.css'

export const metadata = { title: '住院清单' }

type Bill = StayBillQuery['inpatientBill']

const DAY = /^\d{4}-\d{2}-\d{2}$/

export default async function ChargesPage({ searchParams }: { searchParams: Promise<{ person?: string; day?: string }> }) {
  const { person: asked, day: askedDay } = await searchParams
  const { me } = await mustRead(BillPersonsDocument, {})
  const person = chosenOf(me.patients, asked)
  const day = askedDay && DAY.test(askedDay) ? askedDay : undefined
  const { data, problem } = person ? await read(StayBillDocument, { patientId: person.id, day }) : { data: null, problem: null }
  return (
    <>
      <NavBar title="住院清单" back="/inpatient" />
      <main className="page">
        {person && <PersonChoice patients={me.patients} chosen={person.id} hrefOf={(id) => `/inpatient/charges?person=${id}`} />}
        {problem?.code === 'NOT_FOUND' || !person ? <Empty title="没有查到住院记录" mark={<InvoiceIcon size={32} />}>办理入院后，可以在这里查看汇总与每日清单。</Empty> : problem && <ErrorState problem={problem} title="清单没有查到" />}
        {data && person && <Charges bill={data.inpatientBill} patientId={person.id} />}
      </main>
    </>
  )
}

function Charges({ bill, patientId }: { bill: Bill; patientId: string }) {
  const hrefOf = (day?: string) => `/inpatient/charges?person=${patientId}${day ? `&day=${day}` : ''}`
  return (
    <>
      <nav className={styles.days} aria-label="清单日期">
        <Link href={hrefOf()} replace prefetch={false} aria-current={bill.day ? undefined : 'page'}><b>汇总</b><small>全部</small></Link>
        {bill.days.map(({ day, amountFen }) => (
          <Link key={day} href={hrefOf(day)} replace prefetch={false} aria-current={day === bill.day ? 'date' : undefined}><b>{formatDay(day)}</b><small>{formatFen(amountFen)}</small></Link>
        ))}
      </nav>
      <form className={styles.date} action="/inpatient/charges">
        <input type="hidden" name="person" value={patientId} />
        <input type="date" name="day" aria-label="选择日期" min={bill.from} max={bill.to} defaultValue={bill.day ?? bill.to} />
        <button className="ih-button" type="submit">查看这一天</button>
      </form>
      <section className="ih-card">
        <h2>{bill.day ? `${formatDay(bill.day)} 清单` : '汇总清单'}</h2>
        <p className={styles.fact}>住院号 {bill.accountNumber}<Dot />{formatInstant(bill.readAt)} 查询</p>
        {bill.categories.length === 0 && <p>这一天没有产生费用。</p>}
        {bill.categories.map(({ category, amountFen, lines }) => (
          <details key={category} className={styles.category} open={bill.day !== null}>
            <summary><b>{category}</b><span>{formatFen(amountFen)} <ChevronDownIcon size={16} /></span></summary>
            <ul>
              {lines.map((line, at) => (
                <li key={at} className={billStyles.part}>
                  <span className={billStyles.words}><b>{line.item}</b><small>{!bill.day && <>{formatDay(line.day)}<Dot /></>}{formatFen(line.priceFen)} × {line.quantity} {line.unit}</small></span>
                  <span className={billStyles.side}>{formatFen(line.amountFen)}</span>
                </li>
              ))}
            </ul>
          </details>
        ))}
        <p className={billStyles.total}>合计<strong className="ih-price">{formatFen(bill.totalFen)}</strong></p>
      </section>
    </>
  )
}

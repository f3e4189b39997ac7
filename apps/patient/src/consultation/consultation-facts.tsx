import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatFen, formatInstant, formatSex } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { refundWords } from '@hospital/web/status-words'
import { AskedReport } from './asked-report'
import type { Consultation } from './consultation'
import styles from './consultation.module.css'

export function ConsultationFacts({ consultation }: { consultation: Consultation }) {
  const { number, patient, practitioner, createdAt, priceFen, order, description, report } = consultation
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="就诊人">{patient.name} {formatSex(patient.sex)} {patient.age} 岁</Fact>
        <Fact name="医生">{practitioner.name} {practitioner.title}</Fact>
        {practitioner.departments[0] && <Fact name="科室">{practitioner.departments[0].name}</Fact>}
        <Fact name="申请时间">{formatInstant(createdAt)}</Fact>
        <Fact name="咨询费">{order ? <Link href={`/orders/${order.id}`} prefetch={false}>{formatFen(priceFen)} 查看订单</Link> : formatFen(priceFen)}</Fact>
        <Fact name="咨询单号">{number}</Fact>
      </dl>
      <h2>病情描述</h2>
      <p className={styles.description}>{description}</p>
      {report && <AskedReport report={report} />}
    </>
  )
}

/** What goes back, and whether it has. */
export function Refunds({ order }: Pick<Consultation, 'order'>) {
  if (!order?.refunds.length) return null
  return (
    <ul className={styles.refunds} aria-label="退款">
      {order.refunds.map(({ id, amountFen, status }) => (
        <li key={id}>退款 {formatFen(amountFen)} <StatusTag status={status} words={refundWords} /></li>
      ))}
    </ul>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

import { formatInstant } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { appointmentWords, billWords, consultationWords, depositWords } from '@hospital/web/status-words'
import type { OrderDetailQuery } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import styles from './orders.module.css'

type Subject = NonNullable<OrderDetailQuery['order']>['subject']

/** What was bought, as it stands where it lives; not asked for by those who only work with money. */
export function SubjectFacts({ subject }: { subject: Subject }) {
  const facts = factsOf(subject)
  if (facts.length === 0) return null
  return (
    <section className={styles.subject}>
      <h2>服务</h2>
      <Facts items={facts} />
    </section>
  )
}

function factsOf(subject: Subject): Parameters<typeof Facts>[0]['items'] {
  if (subject?.__typename === 'Appointment') {
    return [
      ['挂号单号', subject.number],
      ['挂号状态', <StatusTag key="status" status={subject.appointmentStatus} words={appointmentWords} />],
      ['就诊时间', formatInstant(subject.startsAt)],
      ['医院单号', subject.hisNumber],
    ]
  }
  if (subject?.__typename === 'Consultation') {
    return [
      ['咨询单号', subject.number],
      ['咨询状态', <StatusTag key="status" status={subject.consultationStatus} words={consultationWords} />],
    ]
  }
  if (subject?.__typename === 'OutpatientBill') {
    return [
      ['账单号', subject.billNumber],
      ['账单状态', <StatusTag key="status" status={subject.billStatus} words={billWords} />],
      ['医院收据号', subject.receiptNumber],
    ]
  }
  if (subject?.__typename === 'InpatientDeposit') {
    return [
      ['住院号', subject.admissionNumber],
      ['预缴状态', <StatusTag key="status" status={subject.depositStatus} words={depositWords} />],
      ['医院收据号', subject.receiptNumber],
    ]
  }
  return []
}

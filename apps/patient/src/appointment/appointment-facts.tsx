import type { ReactNode } from 'react'
import { formatDay, formatFen, formatInstant, formatSpan } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { appointmentWords, refundWords } from '@hospital/web/status-words'
import type { AppointmentPageQuery } from '@/graphql/graphql'
import styles from './appointment.module.css'

type Appointment = NonNullable<AppointmentPageQuery['appointment']>

export function AppointmentFacts({ appointment }: { appointment: Appointment }) {
  const { status, department, practitioner, patient, room, order, number, ticket } = appointment
  return (
    <>
      <section className="ih-card">
        <div className={styles.head}>
          <h2>{department.name}</h2>
          <StatusTag status={status} words={appointmentWords} />
        </div>
        <p className={styles.lead}>{leadOf(appointment)}</p>
        {ticket && (
          <p className={styles.ticket}>
            <b>{ticket.number}</b>
            <span>我的号码</span>
          </p>
        )}
      </section>
      <section className="ih-card">
        <dl className={styles.facts}>
          <Fact name="就诊人">{patient.name}</Fact>
          {practitioner && (
            <Fact name="医生">
              {practitioner.name} {practitioner.title}
            </Fact>
          )}
          <Fact name="就诊时间">
            {formatDay(appointment.day)} {formatSpan(appointment.startsAt, appointment.endsAt)}
          </Fact>
          <Fact name="地点">{[department.institution.name, room ?? department.location].filter(Boolean).join(' ')}</Fact>
          <Fact name="挂号费">{formatFen(appointment.feeFen)}</Fact>
          <Fact name="挂号单号">{number}</Fact>
          {order?.refunds.map((refund) => (
            <Fact key={refund.id} name="退款">
              {formatFen(refund.amountFen)} <StatusTag status={refund.status} words={refundWords} />
            </Fact>
          ))}
        </dl>
      </section>
    </>
  )
}

/** What this state means and what happens next, in a sentence. */
function leadOf({ status, sameDay, cancellableUntil, cancelReason, checkIn, department }: Appointment): string {
  switch (status) {
    case 'HELD': return '号源已为您锁定，请在规定时间内支付，超时自动释放，不产生费用。'
    case 'CONFIRMING': return '已收到您的付款，正在与医院确认；若未能确认将自动全额退款。'
    case 'BOOKED': return [checkIn && `${formatInstant(checkIn.opensAt)} 起可到院签到。`, sameDay ? '当日挂号不支持在线取消，请到门诊挂号窗口办理。' : cancellableUntil && `${formatInstant(cancellableUntil)} 前可在线取消。`].filter(Boolean).join('')
    case 'ARRIVED': return '您已签到，请留意叫号。'
    case 'FULFILLED': return '本次就诊已完成。'
    case 'EXPIRED': return '超时未支付，号源已释放，未产生费用。'
    case 'CANCELLED': return cancelReason ? `已取消：${cancelReason}` : '已取消，已付费用将原路退回。'
    case 'STOPPED': return '医生停诊，已付费用将原路退回，请改约其他时间。'
    case 'NOSHOW': return `您未在就诊当日签到。如有疑问请联系${department.institution.name}。`
    case 'REFUSED': return '医院未能确认本次挂号，已付费用将原路退回。'
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

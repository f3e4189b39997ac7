import { emit } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import type { AppointmentRow } from './appointment.ts'

const WHEN = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const TITLES = {
  'appointment.booked': '挂号成功',
  'appointment.refused': '挂号未成功，费用将退回',
  'appointment.expired': '挂号已超时释放',
  'appointment.cancelled': '挂号已取消',
  'appointment.stopped': '停诊通知',
  'appointment.noshow': '未按时就诊',
} as const

export type AppointmentNotice = keyof typeof TITLES

/** Tells the account that registered. No name in it: the page that the link opens shows whose it is. */
export function tellAccount(tx: ClinicalContext, row: AppointmentRow, event: AppointmentNotice, body: (when: string) => string): Promise<void> {
  return emit(tx, 'notice.due', {
    event, accountId: row.accountId, title: TITLES[event], body: body(WHEN.format(row.startsAt)), link: `/appointments/${row.id}`, subjectType: 'Appointment', subjectId: row.id,
  })
}

import type { VariablesOf } from '@hospital/events/notices'
import { notify } from '@hospital/subgraph/notice'
import type { ClinicalContext } from '../context.ts'
import type { AppointmentRow } from './appointment.ts'

const WHEN = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

export type AppointmentNotice = 'appointment.booked' | 'appointment.refused' | 'appointment.expired' | 'appointment.cancelled' | 'appointment.stopped' | 'appointment.moved' | 'appointment.noshow'

export const whenOf = ({ startsAt }: Pick<AppointmentRow, 'startsAt'>): string => WHEN.format(startsAt)

/** Tells the account that registered. No name in it: the page that the link opens shows whose it is. */
export function tellAccount<E extends AppointmentNotice>(tx: ClinicalContext, row: AppointmentRow, event: E, variables: Omit<VariablesOf<E>, 'when'>, occurrence?: string): Promise<void> {
  return notify(tx, event, {
    accountId: row.accountId, variables: { ...variables, when: whenOf(row) } as unknown as VariablesOf<E>, link: `/appointments/${row.id}`, subjectType: 'Appointment', subjectId: row.id, institutionId: row.institutionId,
    ...(occurrence && { occurrence }),
  })
}

'use client'

import { addDays, formatDay, formatFen, formatSpan, formatTime } from '@hospital/web/format'
import { StatusTag, Tag } from '@hospital/web/parts/tag'
import { partWords, scheduleStateWords, slotKindWords } from '@hospital/web/schedule/words'
import { ScheduleBoardDocument, type ScheduleBoardQuery, type ScheduleState } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { DepartmentField } from '@/orders/lookups'
import type { FilterValues } from '@/table/filters'
import { Facts } from '@/table/row-drawer'
import { SyncState } from './sync-state'

type Clinic = ScheduleBoardQuery['scheduleBoard']['nodes'][number]

/** As far as the hospital plans. */
const DAYS = 14

const columns: Column<Clinic>[] = [
  { key: 'department', title: '科室', fixed: true, render: ({ department }) => department.name },
  { key: 'doctor', title: '医生', render: ({ practitioner }) => (practitioner ? `${practitioner.name} ${practitioner.title}` : '科室门诊') },
  { key: 'part', title: '时段', render: ({ part }) => partWords[part] },
  { key: 'kind', title: '号别', render: ({ kind }) => slotKindWords[kind] },
  { key: 'state', title: '状态', render: (clinic) => <State clinic={clinic} /> },
  { key: 'booked', title: '线上已约', align: 'right', render: ({ booked }) => booked ?? 0 },
  { key: 'remaining', title: '余号', align: 'right', render: ({ remaining }) => remaining },
  { key: 'capacity', title: '总号', align: 'right', render: ({ capacity }) => capacity },
  { key: 'room', title: '诊室', render: ({ room }) => room ?? '—' },
]

function State({ clinic: { state, extraSegments } }: { clinic: Clinic }) {
  return (
    <>
      <StatusTag status={state} words={scheduleStateWords} /> {extraSegments > 0 && state !== 'STOPPED' && <Tag tone="info">加号 {extraSegments}</Tag>}
    </>
  )
}

export function ScheduleBoard({ today }: { today: string }) {
  const dayOf = ({ day }: FilterValues) => day ?? today
  const filterOf = (values: FilterValues) => ({
    day: dayOf(values), departmentId: values.department,
    ...(values.state === 'EXTRA' ? { extra: true } : { state: values.state as ScheduleState | undefined }),
  })
  return (
    <DataTable
      name="schedules"
      noun="排班"
      source={{ document: ScheduleBoardDocument, connection: ({ scheduleBoard }) => scheduleBoard, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
      columns={columns}
      filters={[
        { key: 'day', label: '日期', kind: 'choice', options: Array.from({ length: DAYS }, (_, at) => addDays(today, at)).map((day) => ({ value: day, label: day === today ? `${formatDay(day)}（今天）` : formatDay(day) })) },
        { key: 'department', label: '科室', kind: 'lookup', Field: DepartmentField },
        { key: 'state', label: '状态', kind: 'choice', options: [...Object.entries(scheduleStateWords).map(([value, { word }]) => ({ value, label: word })), { value: 'EXTRA', label: '有加号' }] },
      ]}
      toolbar={(list) => <SyncState today={today} onDone={list.reload} />}
      drawer={(_id, row) => ({ title: row ? `${row.department.name} ${row.practitioner?.name ?? '科室门诊'}` : '排班', content: row && <ClinicFacts clinic={row} /> })}
    />
  )
}

function ClinicFacts({ clinic }: { clinic: Clinic }) {
  const { day, part, room, feeFen, stopReason, slots, capacity, remaining } = clinic
  return (
    <Facts
      items={[
        ['状态', <State key="state" clinic={clinic} />],
        ['停诊原因', stopReason],
        ['日期', `${formatDay(day)} ${partWords[part]}`],
        ['时间', slots.length ? formatSpan(slots[0]!.startsAt, slots.at(-1)!.endsAt) : null],
        ['诊室', room],
        ['挂号费', formatFen(feeFen)],
        ['号源', `余 ${remaining} / ${capacity}`],
        ['分时', slots.map((slot) => `${formatTime(slot.startsAt)} ${slot.remaining}/${slot.capacity}${slot.extra ? '（加号）' : ''}`).join('　')],
      ]}
    />
  )
}

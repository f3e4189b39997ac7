'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { formatFen, formatSpan } from '@hospital/web/format'
import { Empty } from '@hospital/web/parts/states'
import { Dot } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ActionBar } from '@/frame/action-bar'
import { HoldAppointmentDocument, type BookingPatientsQuery, type BookingScheduleFragment } from '@/graphql/graphql'
import { IdentityWay } from '@/identity/identity-way'
import { PatientSheet } from './patient-sheet'
import { ScheduleCard } from './schedule-card'
import styles from './segments.module.css'

interface SegmentsProps {
  schedules: BookingScheduleFragment[]
  now: number
  /** This page's address, to come back to after signing in. */
  here: string
  signedIn: boolean
  patients: BookingPatientsQuery['me']['patients']
  patientId?: string
  department: string
}

const filters = {
  all: { word: '全部', fits: () => true },
  expert: { word: '专家', fits: ({ kind }: BookingScheduleFragment) => kind === 'EXPERT' },
  general: { word: '普通', fits: ({ kind }: BookingScheduleFragment) => kind === 'GENERAL' },
  disease: { word: '专病', fits: ({ kind }: BookingScheduleFragment) => kind === 'DISEASE' },
  morning: { word: '上午', fits: ({ part }: BookingScheduleFragment) => part === 'MORNING' },
  afternoon: { word: '下午', fits: ({ part }: BookingScheduleFragment) => part === 'AFTERNOON' },
  evening: { word: '夜间', fits: ({ part }: BookingScheduleFragment) => part === 'EVENING' },
}
type Filter = keyof typeof filters

/** Doctors of one day with their segments; the chosen one is held with one tap, for the person named beside the button. */
export function Segments({ schedules, now, here, signedIn, patients, patientId, department }: SegmentsProps) {
  const router = useRouter()
  const [filter, setFilter] = useState<Filter>('all')
  const [open, setOpen] = useState(() => schedules.find(({ remaining, stopped }) => remaining > 0 && !stopped)?.id)
  const [slotId, setSlotId] = useState<string>()
  const [chosenPatient, setChosenPatient] = useState(patientId)
  const [choosing, setChoosing] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, hold] = useMutation(HoldAppointmentDocument)
  const shown = schedules.filter(filters[filter].fits)
  // Few departments are open at night.
  const offered = (Object.keys(filters) as Filter[]).filter((key) => key !== 'evening' || key === filter || schedules.some(filters.evening.fits))
  const schedule = schedules.find(({ slots }) => slots.some(({ id }) => id === slotId))
  const slot = schedule?.slots.find(({ id }) => id === slotId)
  const patient = patients.find(({ id }) => id === chosenPatient) ?? patients.find(({ isDefault }) => isDefault) ?? patients[0]

  async function lock() {
    if (!slot || !patient || fetching) return
    setProblem(undefined)
    const { data, error } = await hold({ input: { slotId: slot.id, patientId: patient.id } })
    if (data) return router.push(`/appointments/${data.holdAppointment.id}/pay`)
    setProblem(problemOf(error) ?? undefined)
    setSlotId(undefined)
    router.refresh()
  }

  return (
    <>
      <div className={styles.filters} role="group" aria-label="筛选">
        {offered.map((key) => (
          <button key={key} type="button" aria-pressed={key === filter} onClick={() => setFilter(key)}>
            {filters[key].word}
          </button>
        ))}
      </div>
      {problem && (
        <p className="ih-note" data-tone="danger" role="alert">
          {problem.message}
        </p>
      )}
      {problem && <IdentityWay problem={problem} next={here} />}
      {shown.length === 0 && <Empty title={filter === 'all' ? '这一天没有出诊' : '没有符合条件的出诊'}>请选择其他日期，或查看其他科室。</Empty>}
      {shown.map((one) => (
        <ScheduleCard key={one.id} schedule={one} department={department} now={now} open={open === one.id} onOpen={() => setOpen(one.id)} chosen={slotId} onChoose={setSlotId} />
      ))}
      {slot && schedule && (
        <ActionBar>
          <div className={styles.summary} aria-live="polite">
            <b className="ih-ellipsis">
              {schedule.practitioner?.name ?? department}
              <Dot />
              {schedule.day.slice(5)} {formatSpan(slot.startsAt, slot.endsAt)}
            </b>
            <span>
              {patient && (
                <>
                  就诊人 {patient.name}
                  <Dot />
                </>
              )}
              {formatFen(schedule.feeFen)}
              {patients.length > 1 && (
                <button type="button" className={styles.change} onClick={() => setChoosing(true)}>
                  换人
                </button>
              )}
            </span>
          </div>
          <HoldButton signedIn={signedIn} hasPatient={Boolean(patient)} here={here} busy={fetching} onHold={lock} />
        </ActionBar>
      )}
      {choosing && <PatientSheet patients={patients} chosen={patient?.id} onChoose={setChosenPatient} onClose={() => setChoosing(false)} />}
    </>
  )
}

interface HoldButtonProps {
  signedIn: boolean
  hasPatient: boolean
  here: string
  busy: boolean
  onHold(): void
}

function HoldButton({ signedIn, hasPatient, here, busy, onHold }: HoldButtonProps) {
  if (!signedIn) return <Link className="ih-button" data-kind="primary" prefetch={false} href={`/sign-in?next=${encodeURIComponent(here)}`}>登录后预约</Link>
  if (!hasPatient) return <Link className="ih-button" data-kind="primary" prefetch={false} href={`/patients/new?next=${encodeURIComponent(here)}`}>添加就诊人</Link>
  return (
    <button type="button" className="ih-button" data-kind="primary" disabled={busy} onClick={onHold}>
      {busy ? '正在锁定…' : '锁定号源'}
    </button>
  )
}

import { notFound } from 'next/navigation'
import { hospitalNow } from '@hospital/web/environment'
import { addDays, formatInstant, hospitalDay } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { ErrorState } from '@hospital/web/parts/states'
import { DateStrip } from '@/booking/date-strip'
import { Segments } from '@/booking/segments'
import { NavBar } from '@/frame/nav-bar'
import { isSignedIn, read } from '@/graph'
import { BookingDayDocument, BookingPatientsDocument } from '@/graphql/graphql'

const DAYS = 14

interface Props {
  params: Promise<{ departmentId: string }>
  searchParams: Promise<{ day?: string; patient?: string }>
}

export default async function BookingDayPage({ params, searchParams }: Props) {
  const [{ departmentId }, { day: asked, patient }, signedIn] = await Promise.all([params, searchParams, isSignedIn()])
  const now = hospitalNow()
  const today = hospitalDay(now)
  const last = addDays(today, DAYS - 1)
  const day = asked && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked >= today && asked <= last ? asked : today
  const [{ data, problem }, me] = await Promise.all([
    read(BookingDayDocument, { departmentId, day, from: today, to: last }),
    signedIn ? read(BookingPatientsDocument, {}) : null,
  ])
  if (data && !data.department) notFound()
  const department = data?.department
  return (
    <>
      <NavBar title={department ? `${department.name}门诊` : '预约挂号'} back="/booking" />
      {department && <DateStrip days={department.scheduleDays} from={today} count={DAYS} chosen={day} departmentId={departmentId} />}
      <main className="page">
        {me?.data?.me.restrictedUntil && (
          <p className="ih-note" data-tone="warn">{formatInstant(me.data.me.restrictedUntil)} 前暂停使用新的服务{me.data.me.restrictionReason && `：${me.data.me.restrictionReason}`}</p>
        )}
        {problem && <ErrorState problem={problem} title="号源没有加载出来" />}
        {data && department && (
          <GraphProvider>
            <Segments
              key={day}
              schedules={data.schedules}
              now={now.getTime()}
              here={`/booking/${departmentId}?day=${day}`}
              signedIn={signedIn}
              patients={me?.data?.me.patients ?? []}
              patientId={patient}
              department={department.name}
            />
          </GraphProvider>
        )}
      </main>
    </>
  )
}

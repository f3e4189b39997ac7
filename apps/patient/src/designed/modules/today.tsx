import { formatSpan } from '@hospital/web/format'
import { ErrorState } from '@hospital/web/parts/states'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { appointmentWords } from '@hospital/web/status-words'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

export const Today: Renderer<'TODAY'> = async ({ settings: { title }, scene }) => {
  if (!scene.signedIn) return null
  const { data, problem } = await scene.today()
  if (problem && !data) return <ErrorState problem={problem} title="今日就诊没有加载出来" />
  const rows = (data?.appointments.nodes ?? []).map(({ id, status, startsAt, endsAt, room, patient, department, practitioner }) => ({
    key: id, href: `/appointments/${id}`, act: status === 'BOOKED' ? '去签到' : '查看', right: <StatusTag status={status} words={appointmentWords} />,
    title: `${department.name} ${practitioner?.name ?? ''}`, fact: <>{formatSpan(startsAt, endsAt)}<Dot />{patient.name}{room && <><Dot />{room}</>}</>,
  }))
  return <Rows title={title} rows={rows} nothing="今天没有要就诊的挂号。" />
}

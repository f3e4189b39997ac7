import { ErrorState } from '@hospital/web/parts/states'
import { Doctors as DoctorStrip } from '@/home/doctors'
import type { Renderer } from '../module-props'

export const Doctors: Renderer<'DOCTORS'> = async ({ settings: { title, most }, scene }) => {
  const { data, problem } = await scene.doctors()
  if (problem && !data) return <ErrorState problem={problem} title="医生没有加载出来" />
  return <DoctorStrip title={title} services={(data?.consultingPractitioners?.nodes ?? []).slice(0, most)} />
}

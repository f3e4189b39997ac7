import { ErrorState } from '@hospital/web/parts/states'
import { StatusTag } from '@hospital/web/parts/tag'
import { consultationWords } from '@hospital/web/status-words'
import type { Renderer } from '../module-props'
import { Rows } from '../rows'

export const Consultations: Renderer<'CONSULTATIONS'> = async ({ settings: { title, most }, scene }) => {
  if (!scene.signedIn) return null
  const { data, problem } = await scene.consultations()
  if (problem && !data) return <ErrorState problem={problem} title="咨询没有加载出来" />
  const rows = (data?.consultations.nodes ?? []).slice(0, most).map(({ id, status, description, practitioner }) => ({
    key: id, href: `/consultations/${id}`, act: '打开', right: <StatusTag status={status} words={consultationWords} />, title: `${practitioner.name} ${practitioner.title}`, fact: description,
  }))
  return <Rows title={title} rows={rows} nothing="没有进行中的咨询。" />
}

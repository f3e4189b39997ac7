import { ErrorState } from '@hospital/web/parts/states'
import { PersonCard, PersonInvitation } from '@/home/person-card'
import type { Renderer } from '../module-props'

export const Person: Renderer<'PERSON'> = async ({ settings, scene }) => {
  const { data, problem } = await scene.family()
  const patients = data?.me?.patients ?? []
  const current = patients.find(({ isDefault }) => isDefault) ?? patients[0]
  if (current) return <PersonCard person={current} code={settings.code} />
  return problem ? <ErrorState problem={problem} title="就诊人没有加载出来" /> : <PersonInvitation signedIn={scene.signedIn} />
}

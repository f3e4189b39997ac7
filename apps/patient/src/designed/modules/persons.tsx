import { Persons as PersonStrip } from '@/mine/persons'
import type { Renderer } from '../module-props'

export const Persons: Renderer<'PERSONS'> = async ({ settings: { title }, scene }) => {
  const { data } = await scene.mine()
  return data?.me && <PersonStrip title={title} me={data.me} />
}

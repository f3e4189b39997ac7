import { ShortcutRows } from '@/mine/shortcuts'
import { counted } from '../counts'
import type { Renderer } from '../module-props'

export const Links: Renderer<'LINKS'> = async ({ settings: { title, entries }, page, scene }) => {
  const counts = await scene.counts(page)
  return <ShortcutRows title={title} entries={entries.map((entry) => counted(entry, counts))} />
}

import { ElderServices, ServiceGrid } from '@/home/service-grid'
import { ShortcutRows, Shortcuts } from '@/mine/shortcuts'
import { counted } from '../counts'
import type { Renderer } from '../module-props'

export const Grid: Renderer<'GRID'> = async ({ settings: { title, columns, look, entries }, page, scene }) => {
  const counts = await scene.counts(page)
  const shown = entries.map((entry) => counted(entry, counts))
  if ('layout' in page.content.settings && page.content.settings.layout === 'LIST') return <ShortcutRows title={title} entries={shown} />
  if (look === 'PLAIN') return <Shortcuts title={title} entries={shown} columns={columns} />
  return scene.mode === 'standard' ? <ServiceGrid title={title} entries={shown} columns={columns} /> : <ElderServices title={title} entries={shown} />
}

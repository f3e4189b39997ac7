import { shownEntry } from '@hospital/pages/entry'
import { ShortcutRows } from '@/mine/shortcuts'
import type { Renderer } from '../module-props'

export const Links: Renderer<'LINKS'> = ({ settings: { title, entries } }) => <ShortcutRows title={title} entries={entries.map(shownEntry)} />

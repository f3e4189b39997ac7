import type { ReactNode } from 'react'
import type { ModuleKind, SettingsOf } from '@hospital/pages/modules'
import type { Scene } from './scene'
import type { PageView } from './view'

export interface ModuleProps<Kind extends ModuleKind> {
  settings: SettingsOf<Kind>
  page: PageView
  scene: Scene
}

/** Shows a module; nothing where there is nothing to show. */
export type Renderer<Kind extends ModuleKind> = (props: ModuleProps<Kind>) => ReactNode | Promise<ReactNode>

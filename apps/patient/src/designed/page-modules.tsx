import { Fragment } from 'react'
import { unstable_rethrow } from 'next/navigation'
import type { PageModule } from '@hospital/pages/content'
import type { ModuleKind } from '@hospital/pages/modules'
import type { Renderer } from './module-props'
import { RENDERERS } from './renderers'
import type { Scene } from './scene'
import type { PageView } from './view'
import styles from './page.module.css'

/** In the mode for older people what has to be done stands before what could be done. */
const FIRST: readonly ModuleKind[] = ['PERSON', 'TODOS']

function modulesFor({ content: { modules } }: PageView, { mode, signedIn, preview }: Scene): readonly PageModule[] {
  const elder = mode !== 'standard'
  const shown = modules.filter(({ display: { audience, elder: alsoElder } }) => (preview || audience === 'ALL' || (audience === 'SIGNED_IN') === signedIn) && (!elder || alsoElder))
  const rank = ({ kind }: PageModule) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length)
  return elder ? shown.toSorted((one, other) => rank(one) - rank(other)) : shown
}

/** The modules of a page in their order; what breaks is left out. */
export function PageModules({ page, scene }: { page: PageView; scene: Scene }) {
  return modulesFor(page, scene).map((module) => {
    const shown = <Module module={module} page={page} scene={scene} />
    return scene.preview ? <div key={module.id} className={styles.pointed} data-module={module.id}>{shown}</div> : <Fragment key={module.id}>{shown}</Fragment>
  })
}

async function Module({ module: { kind, settings }, page, scene }: { module: PageModule; page: PageView; scene: Scene }) {
  try {
    return await (RENDERERS[kind] as unknown as Renderer<ModuleKind>)({ settings: settings as never, page, scene })
  } catch (error) {
    unstable_rethrow(error)
    console.error(JSON.stringify({ level: 'error', msg: 'a module of a page broke', page: page.kind, version: page.version, module: kind, error: String(error) }))
    return null
  }
}

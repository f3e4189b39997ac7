import { NavBar } from '@/frame/nav-bar'
import { ElderHelp } from './elder-help'
import { PageModules } from './page-modules'
import type { Scene } from './scene'
import { Styled } from './styled'
import type { PageView } from './view'

/** The page of one kind of business: outpatient, inpatient, internet hospital. */
export function ServiceView({ title, page, scene }: { title: string; page: PageView; scene: Scene }) {
  return (
    <Styled page={page}>
      <NavBar title={title} />
      <main className="page">
        <PageModules page={page} scene={scene} />
        <ElderHelp {...scene} />
      </main>
    </Styled>
  )
}

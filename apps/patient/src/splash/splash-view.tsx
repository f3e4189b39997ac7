import { HospitalIcon } from '@hospital/web/parts/icons'
import { PageModules } from '@/designed/page-modules'
import type { Scene } from '@/designed/scene'
import { Styled } from '@/designed/styled'
import type { PageView } from '@/designed/view'
import { leaveSplash } from './leave'
import { SplashButton } from './splash-button'
import styles from './splash.module.css'

/** Stands in home's place until it was left: the server decides, so nothing flashes. Older people leave it when they like. */
export function SplashView({ page, scene, mark }: { page: PageView<'SPLASH'>; scene: Scene; mark: string }) {
  const elder = scene.mode !== 'standard'
  return (
    <Styled page={page}>
      <main className={styles.splash} data-splash>
        <h1 className={styles.hospital}>
          <HospitalIcon size={28} />
          {scene.hospital.name}
        </h1>
        <div className={styles.content}>
          <PageModules page={page} scene={scene} />
        </div>
        <form action={leaveSplash}>
          <input type="hidden" name="mark" value={mark} />
          <SplashButton seconds={elder || scene.preview ? null : page.content.settings.seconds} />
        </form>
      </main>
    </Styled>
  )
}

import { Dot } from '@hospital/web/parts/tag'
import { HomeTop } from '@/home/top'
import { ElderHelp } from './elder-help'
import { PageModules } from './page-modules'
import type { Scene } from './scene'
import { Styled } from './styled'
import type { PageView } from './view'
import styles from './page.module.css'

export function HomeView({ page, scene }: { page: PageView<'HOME'>; scene: Scene }) {
  return (
    <Styled page={page}>
      <HomeTop hospital={scene.hospital} mode={scene.mode} />
      <main className="page" style={{ paddingTop: 0 }}>
        <h1 className="ih-hidden">互联网医院首页</h1>
        <PageModules page={page} scene={scene} />
        <ElderHelp {...scene} />
        <Foot licenceNumber={scene.hospital.licenceNumber} />
      </main>
    </Styled>
  )
}

function Foot({ licenceNumber }: { licenceNumber?: string }) {
  return (
    <p className={styles.foot}>
      急危重症请立即拨打 120 或前往急诊
      <br />
      {licenceNumber && (
        <>
          医疗机构执业许可证 {licenceNumber}
          <Dot />
        </>
      )}
      互联网诊疗服务仅限复诊
    </p>
  )
}

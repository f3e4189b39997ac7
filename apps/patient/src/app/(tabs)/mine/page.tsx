import { MineView } from '@/designed/mine-view'
pps/patient/src/splash/splash-view.tsx
import { liveScene } from '@/designed/scene'
pps/patient/src/splash/splash-view.tsx
import { shownPage } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata = { title: '我的' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default async function MinePage() {
pps/patient/src/splash/splash-view.tsx
  const [scene, page] = await Promise.all([liveScene(), shownPage('MINE')])
pps/patient/src/splash/splash-view.tsx
  return <MineView page={page} scene={scene} />
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

import { liveScene } from '@/designed/scene'
pps/patient/src/splash/splash-view.tsx
import { ServiceView } from '@/designed/service-view'
pps/patient/src/splash/splash-view.tsx
import { shownPage } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata = { title: '住院服务' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default async function InpatientPage() {
pps/patient/src/splash/splash-view.tsx
  const [scene, page] = await Promise.all([liveScene(), shownPage('INPATIENT')])
pps/patient/src/splash/splash-view.tsx
  return <ServiceView title="住院服务" page={page} scene={scene} />
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

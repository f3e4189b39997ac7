import { liveScene } from '@/designed/scene'
pps/patient/src/splash/splash-view.tsx
import { ServiceView } from '@/designed/service-view'
pps/patient/src/splash/splash-view.tsx
import { shownPage } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata = { title: '门诊服务' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default async function OutpatientPage() {
pps/patient/src/splash/splash-view.tsx
  const [scene, page] = await Promise.all([liveScene(), shownPage('OUTPATIENT')])
pps/patient/src/splash/splash-view.tsx
  return <ServiceView title="门诊服务" page={page} scene={scene} />
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

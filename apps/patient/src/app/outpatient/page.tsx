import { liveScene } from '@/designed/scene'
import { ServiceView } from '@/designed/service-view'
import { shownPage } from '@/designed/view'

export const metadata = { title: '门诊服务' }

export default async function OutpatientPage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('OUTPATIENT')])
  return <ServiceView title="门诊服务" page={page} scene={scene} />
}

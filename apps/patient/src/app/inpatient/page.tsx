import { liveScene } from '@/designed/scene'
import { ServiceView } from '@/designed/service-view'
import { shownPage } from '@/designed/view'

export const metadata = { title: '住院服务' }

export default async function InpatientPage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('INPATIENT')])
  return <ServiceView title="住院服务" page={page} scene={scene} />
}

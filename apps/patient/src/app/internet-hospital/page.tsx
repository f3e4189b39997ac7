import { liveScene } from '@/designed/scene'
import { ServiceView } from '@/designed/service-view'
import { shownPage } from '@/designed/view'

export const metadata = { title: '互联网医院' }

export default async function InternetHospitalPage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('INTERNET_HOSPITAL')])
  return <ServiceView title="互联网医院" page={page} scene={scene} />
}

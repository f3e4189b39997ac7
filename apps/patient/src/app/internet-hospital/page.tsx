import { liveScene } from '@/pages/scene'
import { ServiceView } from '@/pages/service-view'
import { shownPage } from '@/pages/view'

export const metadata = { title: '互联网医院' }

export default async function InternetHospitalPage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('INTERNET_HOSPITAL')])
  return <ServiceView title="互联网医院" page={page} scene={scene} />
}

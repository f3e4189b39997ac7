import { MineView } from '@/pages/mine-view'
import { liveScene } from '@/pages/scene'
import { shownPage } from '@/pages/view'

export const metadata = { title: '我的' }

export default async function MinePage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('MINE')])
  return <MineView page={page} scene={scene} />
}

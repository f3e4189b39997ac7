import { MineView } from '@/designed/mine-view'
import { liveScene } from '@/designed/scene'
import { shownPage } from '@/designed/view'

export const metadata = { title: '我的' }

export default async function MinePage() {
  const [scene, page] = await Promise.all([liveScene(), shownPage('MINE')])
  return <MineView page={page} scene={scene} />
}

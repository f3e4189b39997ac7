import { HomeView } from '@/designed/home-view'
import { liveScene } from '@/designed/scene'
import { homePages } from '@/designed/view'
import { splashDue } from '@/splash/due'
import { SplashView } from '@/splash/splash-view'

export default async function HomePage() {
  const [scene, { home, splash }] = await Promise.all([liveScene(), homePages()])
  const mark = await splashDue(splash)
  return mark ? <SplashView page={splash} scene={scene} mark={mark} /> : <HomeView page={home} scene={scene} />
}

import { HomeView } from '@/designed/home-view'
pps/patient/src/splash/splash-view.tsx
import { liveScene } from '@/designed/scene'
pps/patient/src/splash/splash-view.tsx
import { homePages } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx
import { splashDue } from '@/splash/due'
pps/patient/src/splash/splash-view.tsx
import { SplashView } from '@/splash/splash-view'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default async function HomePage() {
pps/patient/src/splash/splash-view.tsx
  const [scene, { home, splash }] = await Promise.all([liveScene(), homePages()])
pps/patient/src/splash/splash-view.tsx
  const mark = await splashDue(splash)
pps/patient/src/splash/splash-view.tsx
  return mark ? <SplashView page={splash} scene={scene} mark={mark} /> : <HomeView page={home} scene={scene} />
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

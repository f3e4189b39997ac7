import { notFound } from 'next/navigation'
pps/patient/src/splash/splash-view.tsx
import { isPageKind, pageKindOf } from '@hospital/pages/kinds'
pps/patient/src/splash/splash-view.tsx
import { HomeView } from '@/designed/home-view'
pps/patient/src/splash/splash-view.tsx
import { MineView } from '@/designed/mine-view'
pps/patient/src/splash/splash-view.tsx
import { sampleScene } from '@/designed/sample'
pps/patient/src/splash/splash-view.tsx
import { ServiceView } from '@/designed/service-view'
pps/patient/src/splash/splash-view.tsx
import { previewedPage, type PageView, type PreviewOf } from '@/designed/view'
pps/patient/src/splash/splash-view.tsx
import { PreviewBridge } from '@/preview/bridge'
pps/patient/src/splash/splash-view.tsx
import { SplashView } from '@/splash/splash-view'
pps/patient/src/splash/splash-view.tsx
import type { Scene } from '@/designed/scene'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata = { title: '预览', robots: 'noindex' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
/** A draft in the very parts that patients will see it in, with a made-up family. The console shows it inside its designer. */
pps/patient/src/splash/splash-view.tsx
export default async function PreviewPage({ params, searchParams }: { params: Promise<{ kind: string }>; searchParams: Promise<PreviewOf> }) {
pps/patient/src/splash/splash-view.tsx
  const { kind } = await params
pps/patient/src/splash/splash-view.tsx
  const page = isPageKind(kind) ? await previewedPage(kind, await searchParams) : undefined
pps/patient/src/splash/splash-view.tsx
  if (!page) notFound()
pps/patient/src/splash/splash-view.tsx
  return <PreviewBridge>{drawn(page, await sampleScene())}</PreviewBridge>
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
function drawn(page: PageView, scene: Scene) {
pps/patient/src/splash/splash-view.tsx
  switch (page.kind) {
pps/patient/src/splash/splash-view.tsx
    case 'HOME': return <HomeView page={page as PageView<'HOME'>} scene={scene} />
pps/patient/src/splash/splash-view.tsx
    case 'MINE': return <MineView page={page as PageView<'MINE'>} scene={scene} />
pps/patient/src/splash/splash-view.tsx
    case 'SPLASH': return <SplashView page={page as PageView<'SPLASH'>} scene={scene} mark="" />
pps/patient/src/splash/splash-view.tsx
    default: return <ServiceView title={pageKindOf(page.kind).label} page={page} scene={scene} />
pps/patient/src/splash/splash-view.tsx
  }
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

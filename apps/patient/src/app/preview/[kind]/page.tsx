import { notFound } from 'next/navigation'
import { isPageKind, pageKindOf } from '@hospital/pages/kinds'
import { HomeView } from '@/designed/home-view'
import { MineView } from '@/designed/mine-view'
import { sampleScene } from '@/designed/sample'
import { ServiceView } from '@/designed/service-view'
import { previewedPage, type PageView, type PreviewOf } from '@/designed/view'
import { PreviewBridge } from '@/preview/bridge'
import { SplashView } from '@/splash/splash-view'
import type { Scene } from '@/designed/scene'

export const metadata = { title: '预览', robots: 'noindex' }

/** A draft in the very parts that patients will see it in, with a made-up family. The console shows it inside its designer. */
export default async function PreviewPage({ params, searchParams }: { params: Promise<{ kind: string }>; searchParams: Promise<PreviewOf> }) {
  const { kind } = await params
  const page = isPageKind(kind) ? await previewedPage(kind, await searchParams) : undefined
  if (!page) notFound()
  return <PreviewBridge>{drawn(page, await sampleScene())}</PreviewBridge>
}

function drawn(page: PageView, scene: Scene) {
  switch (page.kind) {
    case 'HOME': return <HomeView page={page as PageView<'HOME'>} scene={scene} />
    case 'MINE': return <MineView page={page as PageView<'MINE'>} scene={scene} />
    case 'SPLASH': return <SplashView page={page as PageView<'SPLASH'>} scene={scene} mark="" />
    default: return <ServiceView title={pageKindOf(page.kind).label} page={page} scene={scene} />
  }
}

import type { Metadata } from 'next'
pps/patient/src/splash/splash-view.tsx
import { notFound } from 'next/navigation'
pps/patient/src/splash/splash-view.tsx
import { patientUrl } from '@hospital/web/environment'
pps/patient/src/splash/splash-view.tsx
import { mustRead } from '@/graph'
pps/patient/src/splash/splash-view.tsx
import { PageDesignerDocument } from '@/graphql/graphql'
pps/patient/src/splash/splash-view.tsx
import { Designer } from '@/page-design/designer/designer'
pps/patient/src/splash/splash-view.tsx
import { placeIn } from '@/page-design/place'
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export const metadata: Metadata = { title: '页面设计' }
pps/patient/src/splash/splash-view.tsx

pps/patient/src/splash/splash-view.tsx
export default async function DesignPage({ searchParams }: { searchParams: Promise<Record<string, string | undefined>> }) {
pps/patient/src/splash/splash-view.tsx
  const place = placeIn(await searchParams)
pps/patient/src/splash/splash-view.tsx
  if (!place) notFound()
pps/patient/src/splash/splash-view.tsx
  const { pageDesign, institutions } = await mustRead(PageDesignerDocument, { ...place })
pps/patient/src/splash/splash-view.tsx
  return <Designer key={JSON.stringify(place)} place={place} design={pageDesign} institutions={institutions} patientUrl={patientUrl()} />
pps/patient/src/splash/splash-view.tsx
}
pps/patient/src/splash/splash-view.tsx

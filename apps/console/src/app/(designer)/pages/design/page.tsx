import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { patientUrl } from '@hospital/web/environment'
import { mustRead } from '@/graph'
import { PageDesignerDocument } from '@/graphql/graphql'
import { Designer } from '@/page-design/designer/designer'
import { placeIn } from '@/page-design/place'

export const metadata: Metadata = { title: '页面设计' }

export default async function DesignPage({ searchParams }: { searchParams: Promise<Record<string, string | undefined>> }) {
  const place = placeIn(await searchParams)
  if (!place) notFound()
  const { pageDesign, institutions } = await mustRead(PageDesignerDocument, { ...place })
  return <Designer key={JSON.stringify(place)} place={place} design={pageDesign} institutions={institutions} patientUrl={patientUrl()} />
}

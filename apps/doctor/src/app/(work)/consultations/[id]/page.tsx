import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConsultationDesk } from '@/consultation/consultation-desk'
import { mustRead } from '@/graph'
import { ConsultationDocument } from '@/graphql/graphql'

export const metadata: Metadata = { title: '咨询' }

export default async function ConsultationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { consultation } = await mustRead(ConsultationDocument, { id })
  if (!consultation) notFound()
  return <ConsultationDesk key={consultation.id} rendered={consultation} />
}

import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { PersonToEditDocument } from '@/graphql/graphql'
import { PersonEditForm } from '@/people/person-edit-form'

export const metadata = { title: '修改就诊人' }

export default async function EditPatientPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { patient, me } = await mustRead(PersonToEditDocument, { id })
  if (!patient) notFound()
  return (
    <>
      <NavBar title="修改就诊人" back="/patients" />
      <main className="page">
        <GraphProvider>
          <PersonEditForm person={patient} hasSelf={me.patients.some((other) => other.relationship === 'SELF' && other.id !== id)} />
        </GraphProvider>
      </main>
    </>
  )
}

import { localPath } from '@hospital/web/session/local-path'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { PersonsDocument } from '@/graphql/graphql'
import { terminalFlow } from '@/house/house'
import { PersonForm } from '@/people/person-form'

export const metadata = { title: '添加就诊人' }

export default async function NewPatientPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { next } = await searchParams
  const [{ me }, { mayAddOthers }] = await Promise.all([mustRead(PersonsDocument, {}), terminalFlow()])
  return (
    <>
      <NavBar title="添加就诊人" back="/patients" />
      <main className="page">
        <GraphProvider>
          <PersonForm next={next ? localPath(next) : '/patients'} today={hospitalDay(hospitalNow())} selfOnly={!mayAddOthers} hasSelf={me.patients.some(({ relationship }) => relationship === 'SELF')} />
        </GraphProvider>
      </main>
    </>
  )
}

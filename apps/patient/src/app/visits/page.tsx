import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { chosenOf, PersonChoice } from '@/bills/person-choice'
import { NavBar } from '@/frame/nav-bar'
import { mustRead, read } from '@/graph'
import { BillPersonsDocument, VisitsDocument } from '@/graphql/graphql'
import { VisitList } from '@/visits/visit-list'

export const metadata = { title: '门诊记录' }

export default async function VisitsPage({ searchParams }: { searchParams: Promise<{ person?: string }> }) {
  const { person: asked } = await searchParams
  const { me } = await mustRead(BillPersonsDocument, {})
  const person = chosenOf(me.patients, asked)
  return (
    <>
      <NavBar title="门诊记录" back="/outpatient" />
      <main className="page">
        {!person && <Empty title="还没有就诊人" ways={<Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>添加就诊人</Link>}>添加后可查看其在本院的门诊记录。</Empty>}
        {person && <PersonChoice patients={me.patients} chosen={person.id} hrefOf={(id) => `/visits?person=${id}`} />}
        {person && <VisitsOf key={person.id} patient={person} />}
      </main>
    </>
  )
}

async function VisitsOf({ patient: { id, name } }: { patient: { id: string; name: string } }) {
  const { data, problem } = await read(VisitsDocument, { patientId: id })
  if (problem || !data) return <ErrorState problem={problem!} title="门诊记录没有加载出来" />
  if (data.appointments.nodes.length === 0) {
    return <Empty title="还没有门诊记录" ways={<Link className="ih-button" data-kind="primary" href="/booking" prefetch={false}>预约挂号</Link>}>{name}挂号成功后，签到、就诊、缴费、取药和报告都会记录在这里。</Empty>
  }
  return (
    <GraphProvider>
      <VisitList first={data.appointments} patientId={id} />
    </GraphProvider>
  )
}

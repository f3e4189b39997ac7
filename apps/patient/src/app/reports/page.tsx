import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { ReportIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { formatInstant } from '@hospital/web/format'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { ReportPeopleDocument, ReportsDocument, type ReportKind } from '@/graphql/graphql'
import { ReportList } from '@/report/report-list'
import styles from '@/report/report.module.css'

export const metadata = { title: '检验检查报告' }

const kinds = [
  { kind: undefined, word: '全部' },
  { kind: 'LAB', word: '检验' },
  { kind: 'EXAM', word: '检查' },
] as const

interface Asked {
  patient?: string
  kind?: string
}

export default async function ReportsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams
  const { data: people, problem: noPeople } = await read(ReportPeopleDocument, {})
  const patients = people?.me?.patients ?? []
  const person = patients.find(({ id }) => id === asked.patient) ?? patients.find(({ isDefault }) => isDefault) ?? patients[0]
  const kind = (['LAB', 'EXAM'] as const).find((one) => one === asked.kind) as ReportKind | undefined
  const { data, problem } = person ? await read(ReportsDocument, { patientId: person.id, kind }) : { data: undefined, problem: noPeople }
  const href = (patientId: string, wanted?: string) => `/reports?patient=${patientId}${wanted ? `&kind=${wanted}` : ''}`
  return (
    <>
      <NavBar title="检验检查报告" />
      <main className="page">
        {patients.length > 1 && (
          <nav className={styles.people} aria-label="就诊人">
            {patients.map(({ id, name }) => <Link key={id} href={href(id, kind)} aria-current={id === person?.id ? 'true' : undefined} prefetch={false}>{name}</Link>)}
          </nav>
        )}
        {person && (
          <nav className={styles.people} aria-label="报告种类">
            {kinds.map((one) => <Link key={one.word} href={href(person.id, one.kind)} aria-current={one.kind === kind ? 'true' : undefined} prefetch={false}>{one.word}</Link>)}
          </nav>
        )}
        {problem && <ErrorState problem={problem} title="报告没有加载出来" />}
        {people && !person && <Empty title="还没有就诊人" ways={<Link className="ih-button" data-kind="primary" href="/patients/new" prefetch={false}>添加就诊人</Link>}>添加就诊人后，可查看其在本院的检验检查报告。</Empty>}
        {data?.reports.nodes.length === 0 && <Empty title="没有查到报告" mark={<ReportIcon size={32} />}>{person?.name}在本院没有{kind === 'LAB' ? '检验' : kind === 'EXAM' ? '检查' : '检验检查'}报告。刚做的项目，报告出来后会通知您。</Empty>}
        {data && data.reports.nodes.length > 0 && person && (
          <GraphProvider>
            <ReportList key={`${person.id} ${kind}`} first={data.reports} patientId={person.id} kind={kind} />
          </GraphProvider>
        )}
        {data?.reportsCheckedAt && <p className={styles.checked}>已于 {formatInstant(data.reportsCheckedAt)} 与医院系统核对</p>}
      </main>
    </>
  )
}

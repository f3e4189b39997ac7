import Form from 'next/form'
import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { AskedReport } from '@/consultation/asked-report'
import { DoctorList } from '@/consultation/doctor-list'
import { NavBar } from '@/frame/nav-bar'
import { house } from '@/house/house'
import { reportToAsk } from '@/consultation/report-to-ask'
import { read } from '@/graph'
import { ConsultingDoctorsDocument } from '@/graphql/graphql'
import styles from '@/consultation/doctors.module.css'

export const metadata = { title: '图文咨询医生' }

/** As the graph takes it; a longer one finds nothing anyway. */
const LONGEST_SEARCH = 30

export default async function DoctorsPage({ searchParams }: { searchParams: Promise<{ search?: string; report?: string }> }) {
  const asked = await searchParams
  const search = asked.search?.trim().slice(0, LONGEST_SEARCH) || undefined
  const { closed } = await house()
  if (closed.TEXT_CONSULTATION !== undefined) {
    return (
      <>
        <NavBar title="图文咨询医生" />
        <main className="page">
          <Empty title="图文咨询暂停服务" ways={<Link className="ih-button" data-kind="primary" href="/" prefetch={false}>返回首页</Link>}>{closed.TEXT_CONSULTATION}</Empty>
        </main>
      </>
    )
  }
  const [{ data, problem }, report] = await Promise.all([read(ConsultingDoctorsDocument, { search }), reportToAsk(asked.report)])
  const found = data?.consultingPractitioners
  return (
    <>
      <NavBar title="图文咨询医生" />
      <main className="page">
        {report && (
          <section className="ih-card" aria-label="要解读的报告">
            <h2>选择医生解读报告</h2>
            <AskedReport report={report} />
          </section>
        )}
        <Form action="/consultations/doctors" className={styles.search} role="search">
          <input type="search" name="search" defaultValue={search} maxLength={LONGEST_SEARCH} enterKeyHint="search" placeholder="医生姓名或拼音首字母" aria-label="医生姓名或拼音首字母" />
          {report && <input type="hidden" name="report" value={report.id} />}
          <button type="submit" className="ih-button" data-kind="brand">搜索</button>
        </Form>
        {problem && <ErrorState problem={problem} title="医生没有加载出来" />}
        {found?.nodes.length === 0 && (search ? (
          <Empty title={`没有找到“${search}”`} ways={<Link className="ih-button" data-kind="primary" href={`/consultations/doctors${report ? `?report=${report.id}` : ''}`} prefetch={false}>查看全部医生</Link>}>
            可以换个姓名或拼音首字母再试，也可以预约门诊。
          </Empty>
        ) : (
          <Empty title="暂时没有医生开通图文咨询" ways={<Link className="ih-button" data-kind="primary" href="/booking" prefetch={false}>预约门诊</Link>}>您可以先预约门诊，到院就诊。</Empty>
        ))}
        {found && found.nodes.length > 0 && (
          <GraphProvider>
            <DoctorList key={search} first={found} search={search} reportId={report?.id} />
          </GraphProvider>
        )}
      </main>
    </>
  )
}

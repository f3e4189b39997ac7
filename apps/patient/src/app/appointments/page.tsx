import Link from 'next/link'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { AppointmentList } from '@/appointment/appointment-list'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { AppointmentsDocument } from '@/graphql/graphql'

export const metadata = { title: '挂号记录' }

export default async function AppointmentsPage() {
  const { data, problem } = await read(AppointmentsDocument, {})
  return (
    <>
      <NavBar title="挂号记录" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="挂号记录没有加载出来" />}
        {data?.appointments.nodes.length === 0 && (
          <Empty title="还没有挂号记录" ways={<Link className="ih-button" data-kind="primary" href="/booking" prefetch={false}>预约挂号</Link>}>预约后可在这里查看、签到和取消。</Empty>
        )}
        {data && data.appointments.nodes.length > 0 && (
          <GraphProvider>
            <AppointmentList first={data.appointments} />
          </GraphProvider>
        )}
      </main>
    </>
  )
}

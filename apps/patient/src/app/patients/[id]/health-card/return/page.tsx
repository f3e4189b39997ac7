import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { NavBar } from '@/frame/nav-bar'
import { ApplicationReturn } from '@/health-card/application-return'

export const metadata = { title: '领取电子健康卡' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ wechatCode?: string; healthCode?: string }>
}

/** Where the channel's page sends the browser back to. */
export default async function HealthCardReturnPage({ params, searchParams }: Props) {
  const [{ id }, { wechatCode, healthCode }] = await Promise.all([params, searchParams])
  return (
    <>
      <NavBar title="领取电子健康卡" back={`/patients/${id}/health-card`} />
      <main className="page">
        <GraphProvider>
          <ApplicationReturn patientId={id} wechatCode={wechatCode} healthCode={healthCode} />
        </GraphProvider>
      </main>
    </>
  )
}

import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { ChatIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { ConsultationList } from '@/consultation/consultation-list'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { ConsultationsDocument } from '@/graphql/graphql'

export const metadata = { title: '我的咨询' }

export default async function ConsultationsPage() {
  const { data, problem } = await read(ConsultationsDocument, {})
  const ask = <Link className="ih-button" data-kind="primary" href="/consultations/doctors" prefetch={false}>咨询医生</Link>
  return (
    <>
      <NavBar title="我的咨询" back="/mine" />
      <main className="page">
        {problem && <ErrorState problem={problem} title="咨询记录没有加载出来" />}
        {data?.consultations.nodes.length === 0 && <Empty title="还没有咨询过医生" mark={<ChatIcon size={32} />} ways={ask}>选择医生，用文字、图片和语音描述病情，医生会在线回复。</Empty>}
        {data && data.consultations.nodes.length > 0 && (
          <GraphProvider>
            <ConsultationList first={data.consultations} now={hospitalNow().getTime()} />
          </GraphProvider>
        )}
      </main>
    </>
  )
}

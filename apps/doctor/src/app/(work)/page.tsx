import { ChatIcon, QueueIcon, UserIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Scroll, Workstation } from '@/frame/workstation'
import { WorkTabs } from '@/frame/work-tabs'
import { read } from '@/graph'
import { WorkbenchDocument } from '@/graphql/graphql'

export default async function QueuePage() {
  const { data, problem } = await read(WorkbenchDocument, {})
  const waiting = data?.myQueues.reduce((sum, queue) => sum + queue.waitingCount, 0)
  const tabs = [
    { href: '/', word: '候诊', count: waiting },
    { href: '/consultations', word: '咨询', count: data?.waiting.totalCount, urgent: true },
  ]
  return (
    <Workstation
      left={
        <>
          <WorkTabs tabs={tabs} current="/" />
          <Scroll label="候诊列表">
            {problem && <ErrorState problem={problem} title="候诊列表没有加载出来" />}
            {data && waiting === 0 && (
              <Empty title="现在没有人候诊" mark={<QueueIcon size={28} />}>
                患者到院签到后会出现在这里。
              </Empty>
            )}
          </Scroll>
        </>
      }
      middle={
        <Empty title="还没有选择患者" mark={<ChatIcon size={28} />}>
          从左侧选择一位候诊或咨询的患者，开始接诊。
        </Empty>
      }
      right={
        <Empty title="患者信息" mark={<UserIcon size={28} />}>
          选择患者后，这里显示过敏、病史、报告与病历。
        </Empty>
      }
    />
  )
}

'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { App, Segmented } from 'antd'
import { useMutation } from 'urql'
import { ConnectionBanner } from '@hospital/web/parts/connection-banner'
import { ChatIcon, QueueIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { ColumnFoot, Scroll, Workstation } from '@/frame/workstation'
import { WorkTabs, type WorkTab } from '@/frame/work-tabs'
import { CallNextDocument, type DeskQueueFragment } from '@/graphql/graphql'
import { PatientPanel } from '@/patient/patient-panel'
import { TicketDesk } from './ticket-desk'
import { TicketList } from './ticket-list'
import { useQueues } from './use-queues'

const parts = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' } as const

export function QueueDesk({ queues: rendered, tabs }: { queues: DeskQueueFragment[]; tabs: WorkTab[] }) {
  const { message } = App.useApp()
  const [queueId, setQueueId] = useState(() => (rendered.find(({ waitingCount, nowServing }) => waitingCount > 0 || nowServing) ?? rendered[0])?.id)
  const queues = useQueues(rendered, queueId)
  const queue = queues.find(({ id }) => id === queueId)
  const [ticketId, setTicketId] = useState<string>()
  const [{ fetching }, callNext] = useMutation(CallNextDocument)
  const ticket = queue?.tickets.find(({ id }) => id === ticketId) ?? queue?.tickets.find(({ id }) => id === queue.nowServing?.id)

  async function next() {
    if (!queue || fetching) return
    const { data, error } = await callNext({ queueId: queue.id })
    const problem = problemOf(error)
    if (problem) void message.warning(problem.message)
    if (data) setTicketId(data.callNext.id)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey && event.code === 'KeyN') {
      event.preventDefault()
      void next()
    }
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <Workstation
      left={
        <>
          <WorkTabs tabs={tabs.map((tab) => (tab.href === '/' ? { ...tab, count: queues.reduce((sum, one) => sum + one.waitingCount, 0) } : tab))} current="/" />
          <ConnectionBanner />
          {queues.length > 1 && (
            <div style={{ padding: '10px 12px' }}>
              <Segmented block value={queueId} onChange={(id) => { setQueueId(id); setTicketId(undefined) }} options={queues.map(({ id, part, waitingCount }) => ({ value: id, label: `${parts[part]} ${waitingCount}` }))} />
            </div>
          )}
          <Scroll label="候诊列表">
            {!queue && <Empty title="今天没有出诊" mark={<QueueIcon size={28} />}>有出诊安排时，签到的患者会出现在这里。</Empty>}
            {queue?.tickets.length === 0 && <Empty title="现在没有人候诊" mark={<QueueIcon size={28} />}>患者到院签到后会出现在这里。</Empty>}
            {queue && queue.tickets.length > 0 && <TicketList tickets={queue.tickets} chosen={ticket?.id} onChoose={setTicketId} />}
          </Scroll>
          {queue && (
            <ColumnFoot>
              <span>
                {queue.department.name} {queue.room}
              </span>
              <button type="button" className="ih-button" data-kind="primary" disabled={fetching || queue.waitingCount === 0} onClick={next}>
                叫下一位 <kbd>Alt N</kbd>
              </button>
            </ColumnFoot>
          )}
        </>
      }
      middle={ticket ? <TicketDesk key={ticket.id} ticket={ticket} /> : <Empty title="还没有选择患者" mark={<ChatIcon size={28} />}>按“叫下一位”开始，或从左侧选择一位患者。</Empty>}
      right={<PatientPanel patientId={ticket?.patient.id} />}
    />
  )
}

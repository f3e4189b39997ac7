'use client'

import { useState } from 'react'
import { useRouter, useSearchParams } from 'next/navigation'
import { App, Select } from 'antd'
import { useMutation } from 'urql'
import { ConnectionBanner } from '@hospital/web/parts/connection-banner'
import { QueueIcon } from '@hospital/web/parts/icons'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { useDesk } from '@/desk/desk-provider'
import { isNext, useShortcut } from '@/frame/use-shortcut'
import { Care, ColumnFoot, Scroll, Workstation } from '@/frame/workstation'
import { WorkTabs } from '@/frame/work-tabs'
import { CallNextDocument, type DeskQueueFragment } from '@/graphql/graphql'
import { PatientPanel } from '@/patient/patient-panel'
import { TicketDesk } from './ticket-desk'
import { TicketList } from './ticket-list'
import styles from './queue.module.css'

const parts = { MORNING: '上午', AFTERNOON: '下午', EVENING: '夜间' } as const

export function QueueDesk() {
  const { queues, problem } = useDesk()
  const router = useRouter()
  const ticketId = useSearchParams().get('ticket')
  const [picked, setPicked] = useState<string>()
  const queue = queueOf(queues, picked, ticketId)
  const ticket = queue?.tickets.find(({ id }) => id === ticketId) ?? queue?.tickets.find(({ id }) => id === queue.nowServing?.id)
  const choose = (id: string) => router.replace(`/?ticket=${id}`, { scroll: false })
  const pick = (id: string) => {
    setPicked(id)
    router.replace('/', { scroll: false })
  }
  return (
    <Workstation
      left={
        <>
          <WorkTabs current="/" />
          <ConnectionBanner />
          {queues.length > 1 && (
            <div className={styles.parts}>
              <Select aria-label="今天的队列" className={styles.pick} value={queue?.id} onChange={pick} options={queues.map((one) => ({ value: one.id, label: nameOf(one) }))} />
            </div>
          )}
          {queue?.calledByHis && <p className={styles.board}>与院内叫号系统同步：在这里叫号，候诊区大屏一同显示。</p>}
          <Scroll label="候诊列表">
            {problem && <ErrorState problem={problem} title="候诊列表没有加载出来" />}
            {!problem && !queue && <Empty title="今天没有出诊" mark={<QueueIcon size={28} />}>有出诊安排时，签到的患者会出现在这里。</Empty>}
            {queue?.tickets.length === 0 && <Empty title="现在没有人候诊" mark={<QueueIcon size={28} />}>患者到院签到后会出现在这里。</Empty>}
            {queue && queue.tickets.length > 0 && <TicketList tickets={queue.tickets} chosen={ticket?.id} onChoose={choose} />}
          </Scroll>
          {queue && <CallNext queue={queue} onCalled={choose} />}
        </>
      }
    >
      <Care
        middle={ticket ? <TicketDesk key={ticket.id} ticket={ticket} /> : <Empty title="还没有选择患者" mark={<QueueIcon size={28} />}>按“叫下一位”开始，或从左侧选择一位患者。</Empty>}
        right={<PatientPanel patientId={ticket?.patient.id} />}
      />
    </Workstation>
  )
}

const nameOf = ({ part, practitioner, room, waitingCount }: DeskQueueFragment) => [`${parts[part]} ${practitioner ? '本人出诊' : '科室门诊'}`, `候诊 ${waitingCount} 人`, room].filter(Boolean).join('，')

/** The one that was picked or holds the ticket in the address; else the first with anyone in it. */
function queueOf(queues: DeskQueueFragment[], picked: string | undefined, ticketId: string | null) {
  return (
    queues.find(({ tickets }) => tickets.some(({ id }) => id === ticketId)) ??
    queues.find(({ id }) => id === picked) ??
    queues.find(({ waitingCount, nowServing }) => waitingCount > 0 || nowServing) ??
    queues[0]
  )
}

function CallNext({ queue, onCalled }: { queue: DeskQueueFragment; onCalled(ticketId: string): void }) {
  const { message } = App.useApp()
  const [{ fetching }, callNext] = useMutation(CallNextDocument)
  async function next() {
    if (fetching) return
    const { data, error } = await callNext({ queueId: queue.id })
    const problem = problemOf(error)
    if (problem) void message.warning(problem.message)
    if (data) onCalled(data.callNext.id)
  }
  useShortcut(isNext, next)
  const place = [queue.department.name, queue.room].filter(Boolean).join(' ')
  return (
    <ColumnFoot>
      <span className="ih-ellipsis" title={place}>
        {place}
      </span>
      <button type="button" className="ih-button" data-kind="primary" disabled={fetching || queue.waitingCount === 0} onClick={next}>
        叫下一位 <kbd>Alt N</kbd>
      </button>
    </ColumnFoot>
  )
}

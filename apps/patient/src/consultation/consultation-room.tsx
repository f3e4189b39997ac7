'use client'

import { useState } from 'react'
import { useChat } from '@hospital/web/chat/use-chat'
import { hospitalDay } from '@hospital/web/format'
import { ConnectionBanner } from '@hospital/web/parts/connection-banner'
import { Dot } from '@hospital/web/parts/tag'
import { consultationWords } from '@hospital/web/status-words'
import { chatDocuments } from '@/chat/chat-documents'
import { ChatLog } from '@/chat/chat-log'
import { Composer } from '@/chat/composer'
import { NavBar } from '@/frame/nav-bar'
import type { ChatRoomFragment } from '@/graphql/graphql'
import { AskedReport } from './asked-report'
import { FactsSheet } from './facts-sheet'
import { kindWords } from './kind-words'
import { RoomEnd } from './room-end'
import { RoomStrip } from './room-strip'
import type { Consultation } from './consultation'
import { useConsultation } from './use-consultation'
import styles from './room.module.css'

interface ConsultationRoomProps {
  rendered: Consultation
  room: ChatRoomFragment
  now: number
}

/** The talk with the doctor, from the payment on; afterwards its record. */
export function ConsultationRoom({ rendered, room, now }: ConsultationRoomProps) {
  const { consultation, refresh } = useConsultation(rendered)
  const chat = useChat({ conversation: room, side: 'PATIENT', documents: chatDocuments, onEvent: ({ message, open }) => { if (message || open !== null) refresh() } })
  const [showing, setShowing] = useState(false)
  const { practitioner, patient, kind, status, description, report, messagesLeft } = consultation
  return (
    <div className={styles.room}>
      <NavBar title={`${practitioner.name} ${practitioner.title}`} back="/consultations" subtitle={<>{kindWords[kind]}<Dot />{consultationWords[status].word}</>} />
      <div>
        <ConnectionBanner />
        <RoomStrip consultation={consultation} onFacts={() => setShowing(true)} onChanged={refresh} />
        {chat.refused && <p className="ih-note" data-tone="danger" role="alert">{chat.refused.message}</p>}
      </div>
      <main>
        <ChatLog
          chat={chat}
          names={{ PATIENT: patient.name, PRACTITIONER: practitioner.name }}
          today={hospitalDay(now)}
          opening={
            <section className={`ih-card ${styles.opening}`} aria-label="病情描述">
              <h2>病情描述</h2>
              <p>{description}</p>
              {report && <AskedReport report={report} />}
            </section>
          }
        />
      </main>
      {chat.state.open && messagesLeft > 0 ? <Composer chat={chat} /> : <RoomEnd consultation={consultation} open={chat.state.open} />}
      {showing && <FactsSheet consultation={consultation} onClose={() => setShowing(false)} />}
    </div>
  )
}

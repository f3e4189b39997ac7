'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import type { ChatState } from '@hospital/web/chat/chat'
import { isAfterPause, formatChatTime } from '@hospital/web/chat/timeline'
import { useChat, type Chat, type ChatDocuments } from '@hospital/web/chat/use-chat'
import { hospitalDay } from '@hospital/web/format'
import { requestNote } from '@hospital/web/parts/states'
import { useHospitalNow } from '@/desk/hospital-clock'
import { ChatEventsDocument, ChatHistoryDocument, MarkDeliveredDocument, MarkReadDocument, SendMessageDocument, type ChatRoomFragment } from '@/graphql/graphql'
import { MessageBubble, PendingBubble } from './bubbles'
import { Composer } from './composer'
import type { Consultation } from './consultation-desk'
import { Description } from './description'
import styles from './chat.module.css'

const documents: ChatDocuments = { history: ChatHistoryDocument, events: ChatEventsDocument, send: SendMessageDocument, markDelivered: MarkDeliveredDocument, markRead: MarkReadDocument }

interface ChatRoomProps {
  consultation: Consultation
  conversation: ChatRoomFragment
  /** The consultation itself has changed with what was said: counts, its end. */
  onChanged(): void
}

export function ChatRoom({ consultation, conversation, onChanged }: ChatRoomProps) {
  const chat = useChat({
    conversation,
    side: 'PRACTITIONER',
    documents,
    onEvent: ({ message, open }) => {
      if (open !== null || message?.sender !== 'PRACTITIONER') onChanged()
    },
  })
  const { state, refused } = chat
  const mayWrite = consultation.availableActions.includes('completeConsultation') && state.open
  return (
    <>
      <Talk chat={chat} consultation={consultation} />
      {refused && (
        <p className="ih-note" data-tone="danger">
          {refused.message} {requestNote(refused)}
        </p>
      )}
      {mayWrite ? <Composer patientName={consultation.patient.name} onSay={chat.say} onFile={chat.sayFile} /> : <p className={styles.closed}>{whyClosed(consultation)}</p>}
    </>
  )
}

function whyClosed({ status }: Consultation): string {
  if (status === 'WAITING') return '接诊后可以回复患者。患者在等待时也可以继续补充。'
  if (status === 'ACTIVE') return '会话已关闭，正在结束本次咨询。'
  return '本次咨询已结束，沟通记录仅供查看。'
}

function Talk({ chat, consultation }: { chat: Chat; consultation: Consultation }) {
  const { state, earlier } = chat
  const today = hospitalDay(useHospitalNow())
  const scroller = useRef<HTMLDivElement>(null)
  useKeptAtEnd(scroller, state)
  return (
    <div className={styles.talk} ref={scroller} role="log" aria-label="沟通记录" tabIndex={0}>
      {state.hasEarlier ? (
        <button type="button" className={styles.earlier} disabled={earlier.loading} onClick={() => void earlier.load()}>
          {earlier.loading ? '正在加载…' : (earlier.problem?.message ?? '查看更早的消息')}
        </button>
      ) : (
        <Description consultation={consultation} />
      )}
      {state.messages.map((message, at) => (
        <div key={message.id} className={styles.line}>
          {isAfterPause(message, state.messages[at - 1]) && <p className={styles.time}>{formatChatTime(message.sentAt, today)}</p>}
          <MessageBubble message={message} chat={chat} patientName={consultation.patient.name} />
        </div>
      ))}
      {state.pending.map((pending) => (
        <PendingBubble key={pending.clientId} pending={pending} chat={chat} />
      ))}
    </div>
  )
}

const nearPx = 120

/** The newest is in sight, unless the doctor is reading further up. Older messages that load above do not move what is being read. */
function useKeptAtEnd(scroller: RefObject<HTMLDivElement | null>, { messages, pending }: ChatState) {
  const atEnd = useRef(true)
  const height = useRef(0)
  const first = useRef(messages[0]?.id)
  useEffect(() => {
    const box = scroller.current!
    const note = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx
    }
    box.addEventListener('scroll', note, { passive: true })
    return () => box.removeEventListener('scroll', note)
  }, [scroller])
  useLayoutEffect(() => {
    const box = scroller.current!
    if (first.current !== messages[0]?.id) box.scrollTop += box.scrollHeight - height.current
    else if (atEnd.current || pending.length > 0) box.scrollTop = box.scrollHeight
    first.current = messages[0]?.id
    height.current = box.scrollHeight
  }, [scroller, messages, pending])
}

'use client'

import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'
import { useRecorder } from '@hospital/web/chat/use-recorder'
import { MicrophoneIcon } from '@hospital/web/parts/icons'
import styles from './voice.module.css'

interface HoldToTalkProps {
  onVoice(file: File, seconds: number): void
  disabled?: boolean
}

/** A shorter press is a tap: the recording then goes on until the next one. */
const TAP_MS = 400
/** How far up the finger goes to give up. */
const LEAVE_PX = 80

/** Held, it records until the finger lifts; tapped, or by the keyboard, until tapped again. */
export function HoldToTalk({ onVoice, disabled }: HoldToTalkProps) {
  const { state, seconds, problem, start, finish, cancel } = useRecorder(onVoice)
  const press = useRef<{ at: number; y: number } | null>(null)
  const [held, setHeld] = useState(false)
  const [leaving, setLeaving] = useState(false)

  function down(event: PointerEvent<HTMLButtonElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    if (state === 'recording') return void finish()
    press.current = { at: event.timeStamp, y: event.clientY }
    setHeld(true)
    void start()
  }
  function up(event: PointerEvent<HTMLButtonElement>) {
    const began = press.current
    if (!began) return
    end()
    if (leaving) cancel()
    else if (event.timeStamp - began.at >= TAP_MS) void finish()
  }
  function end() {
    press.current = null
    setHeld(false)
    setLeaving(false)
  }
  /** A click that no pointer made: keyboard or assistive technology. */
  function click({ detail }: MouseEvent) {
    if (detail === 0) void (state === 'recording' ? finish() : start())
  }

  return (
    <div className={styles.talk}>
      <button
        type="button"
        className={`ih-button ${styles.hold}`}
        data-recording={state === 'recording' || undefined}
        disabled={disabled}
        onPointerDown={down}
        onPointerMove={({ clientY }) => press.current && setLeaving(press.current.y - clientY > LEAVE_PX)}
        onPointerUp={up}
        onPointerCancel={() => { if (press.current) { end(); cancel() } }}
        onClick={click}
        onContextMenu={(event) => event.preventDefault()}
      >
        <MicrophoneIcon size={20} />
        {wordsOf(state, seconds, held, leaving)}
      </button>
      {state === 'recording' && !held && <button type="button" className="ih-button" onClick={cancel}>取消</button>}
      {problem && <p className={styles.problem} role="alert">{problem}</p>}
    </div>
  )
}

function wordsOf(state: string, seconds: number, held: boolean, leaving: boolean): string {
  if (state === 'starting') return '正在打开麦克风…'
  if (state === 'idle') return '按住说话，或点按开始'
  if (leaving) return '松开手指，取消录音'
  return held ? `${seconds}″ 松开结束，上滑取消` : `${seconds}″ 点按结束录音`
}

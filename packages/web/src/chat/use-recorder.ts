'use client'

import { useEffect, useRef, useState } from 'react'
import { recordVoice, RecordingRefused, type Recording } from './recording.ts'

/** `starting`: the microphone is being asked for. */
type RecorderState = 'idle' | 'starting' | 'recording'

export interface Recorder {
  state: RecorderState
  seconds: number
  /** Why nothing was recorded, in a sentence. */
  problem: string | null
  start(): Promise<void>
  /** Ends the recording and hands it to `onVoice`; what is too short is not a message. */
  finish(): Promise<void>
  cancel(): void
}

const longestSeconds = 60
const shortestSeconds = 1

/** Records one voice message at a time, a minute at most; then it is finished by itself. */
export function useRecorder(onVoice: (file: File, seconds: number) => void): Recorder {
  const [state, setState] = useState<RecorderState>('idle')
  const [seconds, setSeconds] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const recording = useRef<Recording | null>(null)
  /** A finger that was lifted while the microphone was still being asked for. */
  const given = useRef(false)
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)

  useEffect(() => () => {
    given.current = true
    clearInterval(timer.current)
    recording.current?.cancel()
  }, [])

  function reset() {
    clearInterval(timer.current)
    recording.current = null
    setState('idle')
    setSeconds(0)
  }
  async function start() {
    if (state !== 'idle') return
    given.current = false
    setProblem(null)
    setState('starting')
    try {
      const started = await recordVoice()
      if (given.current) {
        started.cancel()
        return reset()
      }
      recording.current = started
      setState('recording')
      timer.current = setInterval(() => {
        setSeconds(Math.floor(started.seconds()))
        if (started.seconds() >= longestSeconds) void finish()
      }, 250)
    } catch (error) {
      reset()
      setProblem(error instanceof RecordingRefused ? error.message : '录音没有成功，请重试。')
    }
  }
  async function finish() {
    given.current = true
    const ended = recording.current
    if (!ended) return
    reset()
    const length = ended.seconds()
    if (length < shortestSeconds) {
      ended.cancel()
      return setProblem('说话时间太短。')
    }
    onVoice(await ended.finish(), Math.round(length))
  }
  function cancel() {
    given.current = true
    recording.current?.cancel()
    if (recording.current) reset()
  }
  return { state, seconds, problem, start, finish, cancel }
}

'use client'

import { useEffect, useState } from 'react'

/** One voice at a time on a page: starting another ends the one before. */
let playing: { audio: HTMLAudioElement; end: () => void } | undefined

export interface Voice {
  playing: boolean
  problem: string | null
  /** Plays from the beginning, or stops. */
  toggle(): Promise<void>
}

/** Plays a recording. `renew` is asked for a new link once where the old one does not open. */
export function useVoice(url: string, renew?: () => Promise<void>): Voice {
  const [isPlaying, setPlaying] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => () => stop(url), [url])

  async function toggle() {
    if (isPlaying) return stop(url)
    playing?.end()
    setProblem(null)
    const audio = new Audio(url)
    const end = () => {
      audio.pause()
      if (playing?.audio === audio) playing = undefined
      setPlaying(false)
    }
    audio.onended = end
    playing = { audio, end }
    setPlaying(true)
    try {
      await audio.play()
    } catch (error) {
      const interrupted = (error as Error).name === 'AbortError'
      end()
      if (interrupted) return
      setProblem('语音没有播放出来，请再点一次。')
      await renew?.()
    }
  }
  return { playing: isPlaying, problem, toggle }
}

function stop(url: string): void {
  if (playing?.audio.src === url) playing.end()
}

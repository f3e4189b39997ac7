'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { useRouter } from 'next/navigation'

/** Tells the designer around it where each module stands, and is drawn anew when told. Nothing in it can be pressed. */
export function PreviewBridge({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null)
  const { refresh } = useRouter()

  useEffect(() => {
    const frame = root.current!
    const tell = () => {
      const modules = [...frame.querySelectorAll<HTMLElement>('[data-module]')].map((module) => {
        const { top, height } = module.getBoundingClientRect()
        return { id: module.dataset.module!, top: top + window.scrollY, height }
      })
      // Places and heights alone: nothing that another site could not know.
      window.parent.postMessage({ kind: 'page-preview', height: frame.scrollHeight, modules }, '*')
    }
    const hear = ({ source, data }: MessageEvent) => {
      if (source === window.parent && data?.kind === 'page-preview:refresh') refresh()
    }
    const sizes = new ResizeObserver(tell)
    sizes.observe(frame)
    const changes = new MutationObserver(tell)
    changes.observe(frame, { childList: true, subtree: true, characterData: true })
    window.addEventListener('message', hear)
    return () => {
      sizes.disconnect()
      changes.disconnect()
      window.removeEventListener('message', hear)
    }
  }, [refresh])

  return <div ref={root} inert>{children}</div>
}

'use client'

import { useEffect, useEffectEvent } from 'react'

/** A key of the whole page. `isIt` tells it from all others; it does nothing else then. */
export function useShortcut(isIt: (event: KeyboardEvent) => boolean, act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isIt(event)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export const isNext = (event: KeyboardEvent) => event.altKey && event.code === 'KeyN'
export const isSearch = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && event.code === 'KeyK'
/** `/` where nothing is being typed. */
export const isSlash = (event: KeyboardEvent) => event.key === '/' && !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)

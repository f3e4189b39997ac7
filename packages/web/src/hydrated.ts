'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False until scripts have taken the page over: what is typed into a field before that would be lost, so forms wait for it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(never, () => true, () => false)
}

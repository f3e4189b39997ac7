import type { ReactNode } from 'react'
import type { Mode } from './mode'
import { setMode } from './set-mode'

/** A form, so that it works before any script has arrived. */
export function ModeSwitch({ to, className, children }: { to: Mode; className?: string; children: ReactNode }) {
  return (
    <form action={setMode} style={{ display: 'contents' }}>
      <button className={className} name="mode" value={to}>
        {children}
      </button>
    </form>
  )
}

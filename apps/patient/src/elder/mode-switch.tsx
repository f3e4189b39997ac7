import type { ReactNode } from 'react'
import type { Mode } from './mode'
import { setMode } from './set-mode'

interface ModeSwitchProps {
  to: Mode
  /** For a switch that also shows the present mode. */
  chosen?: boolean
  className?: string
  children: ReactNode
}

/** A form, so that it works before any script has arrived. */
export function ModeSwitch({ to, chosen, className, children }: ModeSwitchProps) {
  return (
    <form action={setMode} style={{ display: 'contents' }}>
      <button className={className} name="mode" value={to} aria-pressed={chosen}>
        {children}
      </button>
    </form>
  )
}

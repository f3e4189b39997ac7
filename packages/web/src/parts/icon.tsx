import type { ReactNode } from 'react'

export interface IconProps {
  size?: number
  /** Said aloud; without it the icon is decoration beside a word. */
  label?: string
}

/** A drawing on a grid of 24, in the colour of the text around it. */
export function drawn(name: string, lines: () => ReactNode) {
  function Icon({ size = 20, label }: IconProps) {
    return (
      <svg
        className="ih-icon"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        role={label ? 'img' : undefined}
        aria-label={label}
        aria-hidden={label ? undefined : true}
      >
        {lines()}
      </svg>
    )
  }
  Icon.displayName = name
  return Icon
}

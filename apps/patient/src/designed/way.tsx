import Link from 'next/link'
import type { ReactNode } from 'react'

interface WayProps {
  to: string
  className?: string
  children: ReactNode
  'data-first'?: boolean
}

/** A way on that a hospital has designed: inside the app, or to another site that learns nothing of where one came from. */
export function Way({ to, children, ...rest }: WayProps) {
  if (to.startsWith('https://')) return <a href={to} rel="noopener noreferrer" referrerPolicy="no-referrer" {...rest}>{children}</a>
  return <Link href={to} prefetch={false} {...rest}>{children}</Link>
}

import type { CSSProperties } from 'react'

/** A grey bar of the size of what will stand there. */
export function Bar({ width = '100%', height = 14, round }: { width?: CSSProperties['width']; height?: number; round?: boolean }) {
  return <span className="ih-skeleton" style={{ width, height, borderRadius: round ? height : undefined }} />
}

/** Cards with a round and two lines, as most lists on the phone have. */
export function CardSkeletons({ count = 4 }: { count?: number }) {
  return (
    <div className="ih-skeletons" role="status" aria-label="正在加载">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="ih-card" style={{ display: 'flex', gap: 12 }}>
          <Bar width={48} height={48} round />
          <span style={{ flex: 1, display: 'grid', gap: 10, alignContent: 'center' }}>
            <Bar width="40%" />
            <Bar width="80%" />
          </span>
        </div>
      ))}
    </div>
  )
}

/** Rows of a table or a queue. */
export function RowSkeletons({ count = 8, height = 44 }: { count?: number; height?: number }) {
  return (
    <div className="ih-skeletons" role="status" aria-label="正在加载" style={{ gap: 0 }}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} style={{ display: 'grid', gridTemplateColumns: '2fr 1fr 1fr 1fr', gap: 24, alignItems: 'center', height, padding: '0 12px', borderBottom: '1px solid var(--ih-line)' }}>
          <Bar />
          <Bar width="70%" />
          <Bar width="70%" />
          <Bar width="50%" />
        </div>
      ))}
    </div>
  )
}

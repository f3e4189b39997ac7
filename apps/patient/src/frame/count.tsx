/** A number on an entry, 99 at most; whoever hears it hears of what. */
export function Count({ count, of }: { count: number | undefined; of: string }) {
  if (!count) return null
  return (
    <b className="ih-badge">
      <span className="ih-hidden">，</span>
      {count > 99 ? '99+' : count}
      <span className="ih-hidden"> {of}</span>
    </b>
  )
}

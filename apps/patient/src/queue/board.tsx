import type { QueueLiveSubscription } from '@/graphql/graphql'
import { Bar } from '@hospital/web/parts/skeleton'
import { ticketWords } from '@hospital/web/status-words'
import styles from './queue.module.css'

type View = QueueLiveSubscription['queueChanged']

/** Shown around the own number. */
const SHOWN = 5

/** The numbers that go in, up to the own one. */
export function Board({ view }: { view?: View }) {
  if (!view) return <section className="ih-card"><h2>叫号进度</h2><Bar height={72} /></section>
  const current = view.board.filter(({ status, mine }) => mine || ['WAITING', 'CALLED', 'SERVING'].includes(status))
  const own = current.findIndex(({ mine }) => mine)
  const shown = own >= SHOWN ? [...current.slice(0, SHOWN - 1), current[own]!] : current.slice(0, SHOWN)
  return (
    <section className="ih-card">
      <div className={styles.line}>
        <h2>叫号进度</h2>
        <span>{view.nowServing ? `正在就诊 ${view.nowServing}` : `候诊 ${view.waitingCount} 人`}</span>
      </div>
      <ol className={styles.board}>
        {shown.map(({ number, status, mine }) => (
          <li key={number} data-mine={mine || undefined} data-status={status}>
            <span>{Number(number.replace(/\D/g, ''))}</span>
            <small>{mine ? '我' : ticketWords[status].word}</small>
          </li>
        ))}
      </ol>
    </section>
  )
}

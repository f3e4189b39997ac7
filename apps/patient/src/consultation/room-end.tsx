import Link from 'next/link'
import { Refunds } from './consultation-facts'
import { sentenceOf, type Consultation } from './consultation'
import styles from './room.module.css'

/** Where nothing more can be said: why, what becomes of the money, and the way on. */
export function RoomEnd({ consultation, open }: { consultation: Consultation; open: boolean }) {
  if (open) return <footer className={styles.end}><p>可发的消息已用完，请等待医生回复，医生回复后咨询结束。</p></footer>
  return (
    <footer className={styles.end}>
      <p role="status">{sentenceOf(consultation) || '本次咨询已结束。'}</p>
      <Refunds order={consultation.order} />
      <Link className="ih-button" data-kind="brand" href={`/consultations/new?practitioner=${consultation.practitioner.id}`} prefetch={false}>再次咨询</Link>
    </footer>
  )
}

import Link from 'next/link'
import styles from '@/inpatient/inpatient.module.css'
import { StayCard } from '@/inpatient/stay-card'
import type { Renderer } from '../module-props'

/** The account of the stay of the person that pages begin with; says so where there is none. */
export const Stay: Renderer<'STAY'> = async ({ settings: { title }, scene }) => {
  if (!scene.signedIn) return null
  const { data } = await scene.stay()
  const stay = data?.inpatientAccount
  if (!stay) return <section className="ih-card"><h2>{title}</h2><p className={styles.fact}>没有查到住院记录。办理入院后，可以在这里查看费用、在线预缴。</p></section>
  return (
    <StayCard stay={stay} title={title}>
      <div className={styles.acts}>
        <Link className="ih-button" data-kind="primary" href="/inpatient/deposits" prefetch={false}>住院预缴</Link>
        <Link className="ih-button" href="/inpatient/charges" prefetch={false}>住院清单</Link>
      </div>
    </StayCard>
  )
}

import Link from 'next/link'
import { initialOf } from '@hospital/web/format'
import { ChevronRightIcon, ShieldIcon } from '@hospital/web/parts/icons'
import { Dot } from '@hospital/web/parts/tag'
import type { MineQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import { PersonInvitation } from '@/home/person-card'
import styles from './mine.module.css'

export type Me = MineQuery['me']

export function AccountTop({ me: { maskedPhone, patients }, layout }: { me: Me; layout: string }) {
  const self = patients.find(({ relationship }) => relationship === 'SELF')
  const name = self?.name ?? '您好'
  return (
    <header className={styles.top} data-layout={layout}>
      <span className="ih-avatar" aria-hidden="true">{initialOf(name)}</span>
      <div>
        <h1>{name}</h1>
        <p>
          {maskedPhone}
          {self?.identityProof && <span className={styles.proven}><ShieldIcon size={14} />已实名</span>}
          {self && !self.identityProof && <Link className={styles.unproven} href={`/patients/${self.id}/identity`} prefetch={false}>未实名，去核验<ChevronRightIcon size={14} /></Link>}
        </p>
      </div>
    </header>
  )
}

export async function Persons({ title, me: { patients, patientLimit } }: { title: string; me: Me }) {
  const { relationships } = await house()
  if (patients.length === 0) return <PersonInvitation signedIn />
  return (
    <section className="ih-card">
      <div className={styles.head}>
        <h2>{title}</h2>
        <Link href="/patients" prefetch={false}>管理 {patients.length}/{patientLimit}<ChevronRightIcon size={16} /></Link>
      </div>
      <div className={styles.persons}>
        {patients.map(({ id, name, relationship, isDefault }) => (
          <Link key={id} href={`/patients/${id}/code`} prefetch={false} data-default={isDefault || undefined}>
            <span className="ih-avatar" data-size="m" data-tone="neutral" aria-hidden="true">{initialOf(name)}</span>
            <span>
              {name}
              <small>{relationships[relationship]}{isDefault && <><Dot />默认</>}</small>
            </span>
          </Link>
        ))}
      </div>
    </section>
  )
}

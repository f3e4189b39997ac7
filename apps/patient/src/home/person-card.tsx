import Link from 'next/link'
import { formatSex, initialOf } from '@hospital/web/format'
import { QrCodeIcon, SwapIcon } from '@hospital/web/parts/icons'
import { Dot, Tag } from '@hospital/web/parts/tag'
import type { HomePersonQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import styles from './home.module.css'

type Person = HomePersonQuery['me']['patients'][number]

/** Who is being cared for: everything below is for this person. */
export async function PersonCard({ person, code }: { person: Person; code: boolean }) {
  const { relationships } = await house()
  const card = person.cards.find((one) => one.isDefault) ?? person.cards[0]
  return (
    <section className={`ih-card ${styles.person}`} aria-label="就诊人">
      <span className="ih-avatar" data-tone="neutral" aria-hidden="true">
        {initialOf(person.name)}
      </span>
      <div className={styles.personFacts}>
        <div className={styles.personName}>
          <b className="ih-ellipsis">{person.name}</b>
          <Tag>{relationships[person.relationship]}</Tag>
          <Link href="/patients" className={styles.swap} prefetch={false}>
            切换
            <SwapIcon size={16} />
          </Link>
        </div>
        <p className="ih-ellipsis">
          {formatSex(person.sex)} {person.age} 岁
          {card && (
            <>
              <Dot />
              就诊卡尾号 {card.number.slice(-4)}
            </>
          )}
        </p>
      </div>
      {card && code && (
        <Link href={`/patients/${person.id}/code`} className={styles.code} prefetch={false}>
          <QrCodeIcon size={24} />
          就诊码
        </Link>
      )}
    </section>
  )
}

/** For someone not signed in, or signed in without anyone to care for. */
export function PersonInvitation({ signedIn }: { signedIn: boolean }) {
  return (
    <section className={`ih-card ${styles.person}`} aria-label="就诊人">
      <div className={styles.personFacts}>
        <b>{signedIn ? '还没有就诊人' : '登录后预约、咨询'}</b>
        <p>{signedIn ? '添加后才能预约和咨询。' : '用手机号和验证码登录。'}</p>
      </div>
      <Link className="ih-button" data-kind="brand" prefetch={false} href={signedIn ? '/patients/new' : '/sign-in'}>
        {signedIn ? '添加就诊人' : '去登录'}
      </Link>
    </section>
  )
}

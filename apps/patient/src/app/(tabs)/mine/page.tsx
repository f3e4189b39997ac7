import Link from 'next/link'
import { formatInstant, initialOf } from '@hospital/web/format'
import { CalendarClockIcon, CardIcon, ChatIcon, ChevronRightIcon, HomeHeartIcon, QrCodeIcon, QueueIcon, RefundIcon, ShieldIcon, StethoscopeIcon, WalletIcon } from '@hospital/web/parts/icons'
import { ErrorState } from '@hospital/web/parts/states'
import { Dot } from '@hospital/web/parts/tag'
import { readMode } from '@/elder/mode'
import { TextSize } from '@/elder/text-size'
import { isSignedIn, read } from '@/graph'
import { MineDocument, type MineQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import { PersonInvitation } from '@/home/person-card'
import { Settings } from '@/mine/settings'
import { Shortcuts } from '@/mine/shortcuts'
import styles from '@/mine/mine.module.css'

export const metadata = { title: '我的' }

export default async function MinePage() {
  const [mode, signedIn, { closed }] = await Promise.all([readMode(), isSignedIn(), house()])
  const { data, problem } = signedIn ? await read(MineDocument, {}) : { data: null, problem: null }
  const phone = data?.institutions?.find(({ kind }) => kind === 'MAIN')?.phone
  return (
    <>
      {data?.me ? <AccountTop me={data.me} /> : <h1 className="ih-hidden">我的</h1>}
      <main className="page">
        {!signedIn && <PersonInvitation signedIn={false} />}
        {problem && <ErrorState problem={problem} title="部分内容没有加载出来" />}
        {data?.me?.restrictedUntil && (
          <p className="ih-note" data-tone="warn">{formatInstant(data.me.restrictedUntil)} 前暂停使用新的服务{data.me.restrictionReason && `：${data.me.restrictionReason}`}</p>
        )}
        {data?.me && <Persons me={data.me} />}
        {signedIn && (
          <>
            <Shortcuts
              title="我的订单"
              all={{ word: '全部订单', href: '/orders' }}
              entries={[
                { word: '待支付', href: '/orders?status=OPEN', Icon: WalletIcon, count: data?.unpaid?.totalCount },
                { word: '待就诊', href: '/appointments', Icon: CalendarClockIcon, count: data?.visits?.totalCount },
                { word: '咨询中', href: '/consultations', Icon: ChatIcon, count: data?.running?.totalCount },
                { word: '退款', href: '/orders?status=REFUND', Icon: RefundIcon },
              ]}
            />
            <Shortcuts
              title="健康服务"
              entries={[
                { word: '就诊卡', href: '/cards', Icon: CardIcon },
                { word: '电子健康卡', href: '/health-card', Icon: QrCodeIcon },
                { word: '我的咨询', href: '/consultations', Icon: StethoscopeIcon },
                { word: '排队候诊', href: '/queue', Icon: QueueIcon },
                ...('HOMECARE' in closed ? [] : [{ word: '护理到家', href: '/homecare', Icon: HomeHeartIcon }]),
              ]}
            />
          </>
        )}
        {mode !== 'standard' && <TextSize mode={mode} />}
        <Settings mode={mode} phone={phone} signedIn={signedIn} />
      </main>
    </>
  )
}

type Me = MineQuery['me']

function AccountTop({ me: { maskedPhone, patients } }: { me: Me }) {
  const self = patients.find(({ relationship }) => relationship === 'SELF')
  const name = self?.name ?? '您好'
  return (
    <header className={styles.top}>
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

async function Persons({ me: { patients, patientLimit } }: { me: Me }) {
  const { relationships } = await house()
  if (patients.length === 0) return <PersonInvitation signedIn />
  return (
    <section className="ih-card">
      <div className={styles.head}>
        <h2>就诊人</h2>
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

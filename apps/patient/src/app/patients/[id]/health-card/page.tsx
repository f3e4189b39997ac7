import Link from 'next/link'
import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { CalendarPlusIcon, OrdersIcon, QrCodeIcon, WalletIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { ActionBar } from '@/frame/action-bar'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { PersonHealthCardsDocument, PersonsWithCardsDocument, type OwnHealthCardFragment } from '@/graphql/graphql'
import { DynamicCode } from '@/health-card/dynamic-code'
import cardStyles from '@/cards/cards.module.css'
import styles from '@/health-card/health-card.module.css'

export const metadata = { title: '电子健康卡' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ card?: string }>
}

export default async function HealthCardPage({ params, searchParams }: Props) {
  const [{ id }, { card: asked }] = await Promise.all([params, searchParams])
  const [{ patient }, { me }] = await Promise.all([mustRead(PersonHealthCardsDocument, { id }), mustRead(PersonsWithCardsDocument, {})])
  if (!patient) notFound()
  const { healthCards: cards, name } = patient
  const shown = cards.find((card) => card.id === asked) ?? cards[0]
  const apply = `/patients/${id}/health-card/apply`
  return (
    <>
      <NavBar title="电子健康卡" back="/patients" />
      <main className="page">
        {me.patients.length > 1 && <Choice label="就诊人" ways={me.patients.map((person) => ({ key: person.id, word: person.name, href: `/patients/${person.id}/health-card`, current: person.id === id }))} />}
        {cards.length > 1 && <Choice label="健康卡" ways={cards.map((card) => ({ key: card.id, word: card.channelLabel, href: `/patients/${id}/health-card?card=${card.id}`, current: card.id === shown?.id }))} />}
        {shown ? <Shown card={shown} name={name} /> : <Empty title="还没有电子健康卡" mark={<QrCodeIcon size={32} />}>领取后，就诊时出示动态健康码，就能挂号、签到、缴费与查询，不用再带实体卡。</Empty>}
      </main>
      {!shown && (
        <ActionBar>
          <Link className="ih-button" data-kind="primary" href={apply} prefetch={false}>领取电子健康卡</Link>
        </ActionBar>
      )}
    </>
  )
}

function Choice({ label, ways }: { label: string; ways: { key: string; word: string; href: string; current: boolean }[] }) {
  return (
    <nav className={cardStyles.persons} aria-label={label}>
      {ways.map(({ key, word, href, current }) => <Link key={key} href={href} replace prefetch={false} aria-current={current ? 'page' : undefined}>{word}</Link>)}
    </nav>
  )
}

function Shown({ card: { id, channelLabel, tail }, name }: { card: OwnHealthCardFragment; name: string }) {
  return (
    <>
      <section className={`ih-card ${styles.face}`} aria-label={`${name}的${channelLabel}`}>
        <h2>{name} {channelLabel}</h2>
        <p>尾号 {tail}，在挂号、签到、缴费、取药时出示</p>
        <GraphProvider>
          <DynamicCode key={id} cardId={id} label={name} />
        </GraphProvider>
      </section>
      <section className="ih-card">
        <h2>凭卡办理</h2>
        <nav className={styles.uses} aria-label="凭卡办理">
          <Link href="/booking" prefetch={false}><CalendarPlusIcon size={26} />预约挂号</Link>
          <Link href="/orders?status=OPEN" prefetch={false}><WalletIcon size={26} />缴费</Link>
          <Link href="/appointments" prefetch={false}><OrdersIcon size={26} />查询挂号</Link>
        </nav>
      </section>
    </>
  )
}

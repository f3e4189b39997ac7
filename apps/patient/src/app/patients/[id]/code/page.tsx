import Link from 'next/link'
import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { CardIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { BarCode } from '@/cards/bar-code'
import { CardList } from '@/cards/card-list'
import { CardNumber } from '@/cards/card-number'
import { cardWords } from '@/cards/card-words'
import { QrCode } from '@/cards/qr-code'
import { NavBar } from '@/frame/nav-bar'
import { CardBalance } from '@/cards/card-balance'
import { mustRead, read } from '@/graph'
import { CardAccountDocument, PersonCardsDocument, PersonsWithCardsDocument, type CardFragment } from '@/graphql/graphql'
import { terminalFlow } from '@/house/house'
import styles from '@/cards/cards.module.css'

export const metadata = { title: '就诊卡' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ card?: string }>
}

export default async function CardsOfPersonPage({ params, searchParams }: Props) {
  const [{ id }, { card: asked }] = await Promise.all([params, searchParams])
  const [{ patient }, { me }, { cardCode }, account] = await Promise.all([mustRead(PersonCardsDocument, { id }), mustRead(PersonsWithCardsDocument, {}), terminalFlow(), read(CardAccountDocument, { patientId: id })])
  if (!patient) notFound()
  const { cards, name } = patient
  const shown = cards.find((card) => card.id === asked) ?? cards.find(({ isDefault }) => isDefault) ?? cards[0]
  return (
    <>
      <NavBar title="就诊卡" back="/patients" />
      <main className="page">
        {me.patients.length > 1 && (
          <nav className={styles.persons} aria-label="就诊人">
            {me.patients.map((person) => (
              <Link key={person.id} href={`/patients/${person.id}/code`} replace prefetch={false} aria-current={person.id === id ? 'page' : undefined}>{person.name}</Link>
            ))}
          </nav>
        )}
        {shown ? <CardFace card={shown} name={name} code={cardCode} /> : <Empty title="还没有就诊卡" mark={<CardIcon size={32} />}>医院还没有为{name}登记卡号，请到门诊窗口办卡，或稍后从医院更新。</Empty>}
        {cards.some(({ kind }) => kind === 'HOSPITAL') && <CardBalance patientId={id} balanceFen={account.data?.hospitalCardAccount?.balanceFen} />}
        <GraphProvider>
          <CardList patientId={id} cards={cards} shownId={shown?.id} />
        </GraphProvider>
      </main>
    </>
  )
}

function CardFace({ card: { id, kind, number, maskedNumber }, name, code }: { card: CardFragment; name: string; code: string }) {
  return (
    <section className={`ih-card ${styles.face}`} aria-label={`${name}的${cardWords[kind]}`}>
      <h2>{name} {cardWords[kind]}</h2>
      <p>在挂号、缴费、取药、检查时出示</p>
      {code !== 'BAR' && <QrCode text={number} className={styles.qr} />}
      {code !== 'QR' && <BarCode text={number} className={styles.bars} />}
      <CardNumber key={id} number={number} masked={maskedNumber} />
    </section>
  )
}

'use client'

import { useState } from 'react'
import { Button, Table } from 'antd'
import { useQuery } from 'urql'
import { useMay } from '@hospital/web/parts/staff'
import { Tag } from '@hospital/web/parts/tag'
import { EffectiveOfferDocument, OfferSuppliersDocument, type OfferRuleFactsFragment, type OfferTerminal, type PaymentBusiness } from '@/graphql/graphql'
import styles from './offers.module.css'
import { OfferForm } from './offer-form'
import { businessWords, methodWord, terminalWords } from './words'

interface OfferMatrixProps {
  rules: readonly OfferRuleFactsFragment[]
  institutionId: string | null
  mayChange: boolean
  onChanged(): void
}

export interface Cell {
  business: PaymentBusiness
  terminal: OfferTerminal | null
  supplier?: { id: string; name: string }
}

interface Line {
  key: string
  business: PaymentBusiness
  supplier?: { id: string; name: string }
}

/** Null stands for every terminal. */
const TERMINALS: readonly (OfferTerminal | null)[] = [null, ...(Object.keys(terminalWords) as OfferTerminal[])]

export function OfferMatrix({ rules, institutionId, mayChange, onChanged }: OfferMatrixProps) {
  const [editing, edit] = useState<Cell | null>(null)
  const mayReadSuppliers = useMay('drug:manage')
  const [{ data }] = useQuery({ query: OfferSuppliersDocument, pause: !mayReadSuppliers })
  const lines: Line[] = (Object.keys(businessWords) as PaymentBusiness[]).map((business) => ({ key: business, business }))
  const suppliers = (data?.suppliers.nodes ?? []).map((supplier): Line => ({ key: supplier.id, business: 'PRESCRIPTION', supplier }))
  const ruleOf = ({ business, terminal, supplier }: Cell) => rules.find((rule) => rule.business === business && rule.terminal === terminal && rule.supplierId === (supplier?.id ?? null))
  return (
    <>
      <Table<Line>
        rowKey="key"
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...lines, ...suppliers]}
        columns={[
          { key: 'business', title: '业务', render: (_, { business, supplier }) => <b>{supplier ? `处方 · ${supplier.name}` : businessWords[business]}</b> },
          ...TERMINALS.map((terminal) => ({
            key: terminal ?? 'all',
            title: terminal ? terminalWords[terminal] : '全部终端',
            render: (_: unknown, { business, supplier }: Line) => {
              const cell = { business, terminal, supplier }
              return <OfferCell cell={cell} rule={ruleOf(cell)} institutionId={institutionId} rules={rules} onEdit={mayChange ? () => edit(cell) : undefined} />
            },
          })),
        ]}
      />
      {editing && (
        <OfferForm
          cell={editing}
          rule={ruleOf(editing)}
          institutionId={institutionId}
          onDone={() => {
            edit(null)
            onChanged()
          }}
          onClose={() => edit(null)}
        />
      )}
    </>
  )
}

interface OfferCellProps {
  cell: Cell
  rule: OfferRuleFactsFragment | undefined
  institutionId: string | null
  /** All of them: when they change, what is inherited may too. */
  rules: readonly OfferRuleFactsFragment[]
  onEdit?(): void
}

function OfferCell({ cell, rule, institutionId, rules, onEdit }: OfferCellProps) {
  const { business, terminal, supplier } = cell
  const name = `${supplier?.name ?? businessWords[business]}，${terminal ? terminalWords[terminal] : '全部终端'}`
  return (
    <div className={styles.cell} data-cell={`${supplier?.id ?? business}.${terminal ?? 'ALL'}`}>
      {rule ? <Methods methods={rule.methods.map(methodWord)} /> : terminal ? <Inherited key={JSON.stringify(rules)} input={{ business, terminal, institutionId, supplierId: supplier?.id }} /> : <span className={styles.none}>未设置</span>}
      {rule && <Tag tone="brand">本级设置</Tag>}
      {onEdit && <Button size="small" aria-label={`设置${name}`} onClick={onEdit}>设置</Button>}
    </div>
  )
}

const Methods = ({ methods }: { methods: string[] }) => <ol>{methods.map((word) => <li key={word}>{word}</li>)}</ol>

/** What holds there without a rule of its own. */
function Inherited({ input }: { input: { business: PaymentBusiness; terminal: OfferTerminal; institutionId: string | null; supplierId?: string } }) {
  const [{ data }] = useQuery({ query: EffectiveOfferDocument, variables: { input }, requestPolicy: 'cache-and-network' })
  if (!data) return <span className={styles.none}>…</span>
  return data.paymentOffer.methods.length ? <div className={styles.none}><Methods methods={data.paymentOffer.methods.map(methodWord)} /></div> : <span className={styles.none}>没有可用的支付方式</span>
}

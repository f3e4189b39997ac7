import Link from 'next/link'
import { formatYuan } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import type { IncomeFiguresFragment } from '@/graphql/graphql'
import figures from '@/figures/figures.module.css'

export interface NamedRow extends IncomeFiguresFragment {
  name: string
  /** The transactions of this row; none where nothing names them. */
  href?: string
}

interface IncomeTableProps {
  title: string
  /** What a row is: 日期, 业务, 科室, 医生. */
  noun: string
  rows: readonly NamedRow[]
  total: NamedRow
}

/** The same figures as the chart, to read, to add up and to follow. */
export function IncomeTable({ title, noun, rows, total }: IncomeTableProps) {
  return (
    <div className={figures.rows} tabIndex={0} role="region" aria-label={`${title}明细`}>
      <table>
        <thead>
          <tr>{[noun, '收款笔数', '收款（元）', '退款笔数', '退款（元）', '净收款（元）', '确认收入（元）'].map((word) => <th key={word} scope="col">{word}</th>)}</tr>
        </thead>
        <tbody>{rows.map((row) => <Row key={row.key} row={row} />)}</tbody>
        <tfoot><Row row={total} /></tfoot>
      </table>
    </div>
  )
}

function Row({ row: { name, href, payments, paidFen, refunds, refundedFen, netFen, earnedFen } }: { row: NamedRow }) {
  const mayFollow = useMay('payment:read')
  return (
    <tr>
      <th scope="row">{href && mayFollow && payments + refunds > 0 ? <Link href={href} prefetch={false} aria-label={`${name}的交易`}>{name}</Link> : name}</th>
      <td>{payments.toLocaleString('zh-CN')}</td>
      <td>{formatYuan(paidFen)}</td>
      <td>{refunds.toLocaleString('zh-CN')}</td>
      <td>{formatYuan(refundedFen)}</td>
      <td>{formatYuan(netFen)}</td>
      <td>{formatYuan(earnedFen)}</td>
    </tr>
  )
}

import Link from 'next/link'
import type { MessageCountRowFragment } from '@/graphql/graphql'
import figures from '@/figures/figures.module.css'

interface CountTableProps {
  caption: string
  rows: readonly MessageCountRowFragment[]
  linkOf(row: MessageCountRowFragment, status?: string): string
}

const states = [['delivered', 'DELIVERED', '已送达'], ['sent', 'SENT', '已发送'], ['queued', 'QUEUED', '待发送'], ['failed', 'FAILED', '发送失败']] as const

/** The same numbers as the chart, to read and to follow. */
export function CountTable({ caption, rows, linkOf }: CountTableProps) {
  return (
    <div className={figures.rows} tabIndex={0} role="region" aria-label={caption}>
      <table>
        <thead>
          <tr><th scope="col">{caption === '每日明细' ? '日期' : caption.slice(1)}</th><th scope="col">总数</th>{states.map(([key, , word]) => <th key={key} scope="col">{word}</th>)}<th scope="col">送达率</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const total = row.queued + row.sent + row.delivered + row.failed
            return (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                <td><Link href={linkOf(row)} prefetch={false} aria-label={`${row.label}全部 ${total} 条`}>{total.toLocaleString('zh-CN')}</Link></td>
                {states.map(([key, status, word]) => <td key={key}>{row[key] ? <Link href={linkOf(row, status)} prefetch={false} aria-label={`${row.label}${word} ${row[key]} 条`}>{row[key].toLocaleString('zh-CN')}</Link> : 0}</td>)}
                <td>{total ? `${((row.delivered / total) * 100).toFixed(1)}%` : '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

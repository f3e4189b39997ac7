'use client'

import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { ContentCountsDocument } from '@/graphql/graphql'
import { Lines } from '@/table/lines'

type Day = { id: string; views: number; clicks: number; readings: number }

const columnsOf = {
  banner: [['日期', ({ id }: Day) => id], ['展示次数', ({ views }: Day) => views], ['点击次数', ({ clicks }: Day) => clicks], ['点击率', ({ views, clicks }: Day) => (views ? `${((clicks / views) * 100).toFixed(1)}%` : '—')]],
  article: [['日期', ({ id }: Day) => id], ['阅读人次', ({ readings }: Day) => readings]],
} as const

/** How often a banner or an article was seen, followed and read, day by day. */
export function Counts({ subjectId, of }: { subjectId: string; of: keyof typeof columnsOf }) {
  const [{ data, error }] = useQuery({ query: ContentCountsDocument, variables: { subjectId }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem) return <ErrorState problem={problem} title="统计没有加载出来" />
  if (!data) return <RowSkeletons count={3} />
  const rows = data.contentCounts.map(({ day, ...counts }) => ({ id: day, ...counts }))
  if (rows.length === 0) return <Empty title="近 30 天还没有访问">展示给患者之后，会按天统计。</Empty>
  return <Lines<Day> title="近 30 天访问" rows={rows} columns={columnsOf[of]} />
}

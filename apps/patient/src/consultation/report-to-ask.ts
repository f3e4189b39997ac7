import { read } from '@/graph'
import { ReportToAskDocument, type ReportToAskQuery } from '@/graphql/graphql'

export type ReportToAsk = NonNullable<ReportToAskQuery['report']>

/** The report that a page was opened with; null where it is not this account's, or was taken back. */
export async function reportToAsk(id: string | undefined): Promise<ReportToAsk | null> {
  if (!id) return null
  const report = (await read(ReportToAskDocument, { id })).data?.report
  return report && report.status !== 'CANCELLED' ? report : null
}

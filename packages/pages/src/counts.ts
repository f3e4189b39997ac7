import { routeOf } from './routes.ts'

/** What an entry may count, as it is said after the number. */
export const COUNTS = { UNPAID: '项待支付', MESSAGES: '条未读消息', REPLIES: '条未读回复', FEEDBACK: '条新答复' } as const

export type CountKind = keyof typeof COUNTS

/** What the entry that leads there counts. A list that is narrowed to something else counts nothing. */
export function countOf(link: string): CountKind | undefined {
  const query = link.split('?', 2)[1] ?? ''
  return query === '' || query === 'status=OPEN' ? routeOf(link)?.count : undefined
}

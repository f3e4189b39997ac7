/** What of a list stands in the address: filters, page, and the row that is open. So a link, a reload and 返回 show the same. */
export interface ListAddress {
  filters: Record<string, string>
  /** Counted from 1; a cursor alone does not say how far one is. */
  page: number
  after: string | null
  row: string | null
}

const reserved = new Set(['page', 'after', 'row'])

export function readAddress(params: URLSearchParams): ListAddress {
  const filters = Object.fromEntries([...params].filter(([key, value]) => !reserved.has(key) && value !== ''))
  const after = params.get('after')
  const page = after ? Math.max(2, Number.parseInt(params.get('page') ?? '2', 10) || 2) : 1
  return { filters, page, after, row: params.get('row') }
}

export function writeAddress({ filters, page, after, row }: ListAddress): string {
  const params = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''))
  if (after) {
    params.set('page', String(page))
    params.set('after', after)
  }
  if (row) params.set('row', row)
  const text = params.toString()
  return text ? `?${text}` : '?'
}

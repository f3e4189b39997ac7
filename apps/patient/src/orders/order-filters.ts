import type { OrderStatus } from '@/graphql/graphql'

/** The tabs over the list; the key stands in the address. */
export const orderFilters: Record<string, { word: string; status?: OrderStatus[] }> = {
  ALL: { word: '全部' },
  OPEN: { word: '待支付', status: ['OPEN'] },
  PAID: { word: '已支付', status: ['PAID', 'FULFILLED', 'CLOSED'] },
  REFUND: { word: '退款', status: ['REFUNDING', 'REFUNDED', 'PARTLY_REFUNDED'] },
}

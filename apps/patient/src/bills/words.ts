import type { OutpatientBillStatus } from '@/graphql/graphql'

/** The tabs over the list; the key stands in the address. */
export const billFilters: Record<string, { word: string; status: OutpatientBillStatus[] }> = {
  unpaid: { word: '待缴费', status: ['UNPAID', 'ORDERED'] },
  paid: { word: '已缴费', status: ['SETTLING', 'SETTLED', 'PAID_AT_COUNTER', 'REFUNDED', 'VOID'] },
}

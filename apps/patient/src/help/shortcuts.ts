import type { FaqShortcut } from '@/graphql/graphql'

/** Where an answer leads. */
export const shortcuts: Record<FaqShortcut, { href: string; word: string }> = {
  REGISTRATION: { href: '/booking', word: '去预约挂号' },
  CONSULTATION: { href: '/consultations/doctors', word: '去图文咨询' },
  QUEUE: { href: '/queue', word: '查看排队候诊' },
  ORDERS: { href: '/orders', word: '查看我的订单' },
  CARDS: { href: '/cards', word: '查看就诊卡' },
  PATIENTS: { href: '/patients', word: '管理就诊人' },
  HOMECARE: { href: '/homecare', word: '查看护理到家' },
}

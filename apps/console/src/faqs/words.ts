import type { FaqShortcut } from '@/graphql/graphql'

export const shortcutWords: Record<FaqShortcut, string> = { REGISTRATION: '预约挂号', CONSULTATION: '图文咨询', QUEUE: '排队候诊', ORDERS: '我的订单', CARDS: '就诊卡', PATIENTS: '就诊人', HOMECARE: '护理到家' }

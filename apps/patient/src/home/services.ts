import { BellIcon, CalendarPlusIcon, CardIcon, ChatIcon, HomeHeartIcon, OrdersIcon, QueueIcon, UsersIcon } from '@hospital/web/parts/icons'
import type { Business } from '@/graphql/graphql'
import type { House } from '@/house/house'

export interface Service {
  word: string
  /** Said under the word in the mode for older people. */
  hint: string
  href: string
  Icon: typeof UsersIcon
  /** Vanishes where the hospital has switched it off. */
  business?: Business
}

const services: Service[] = [
  { word: '预约挂号', hint: '挂门诊号', href: '/booking', Icon: CalendarPlusIcon, business: 'REGISTRATION' },
  { word: '图文咨询', hint: '问医生', href: '/consultations/doctors', Icon: ChatIcon, business: 'TEXT_CONSULTATION' },
  { word: '排队候诊', hint: '看还有几人', href: '/queue', Icon: QueueIcon },
  { word: '我的订单', hint: '缴费、退款', href: '/orders', Icon: OrdersIcon },
  { word: '护理到家', hint: '护士上门', href: '/homecare', Icon: HomeHeartIcon, business: 'HOMECARE' },
  { word: '就诊人', hint: '管理家人', href: '/patients', Icon: UsersIcon },
  { word: '就诊卡', hint: '出示就诊码', href: '/cards', Icon: CardIcon },
  { word: '消息', hint: '通知、医生回复', href: '/messages', Icon: BellIcon },
]

export const openServices = (closed: House['closed']) => services.filter(({ business }) => !business || !(business in closed))

import { CalendarClockIcon, CalendarPlusIcon, CardIcon, ChatIcon, HomeHeartIcon, QueueIcon, StethoscopeIcon, UsersIcon } from '@hospital/web/parts/icons'

export interface Service {
  word: string
  /** Said under the word in the mode for older people. */
  hint: string
  href: string
  Icon: typeof UsersIcon
}

export const services: Service[] = [
  { word: '预约挂号', hint: '挂门诊号', href: '/booking', Icon: CalendarPlusIcon },
  { word: '图文咨询', hint: '问医生', href: '/consultations/new', Icon: ChatIcon },
  { word: '我的挂号', hint: '签到、退号', href: '/appointments', Icon: CalendarClockIcon },
  { word: '排队候诊', hint: '看还有几人', href: '/queue', Icon: QueueIcon },
  { word: '我的咨询', hint: '看医生回复', href: '/consultations', Icon: StethoscopeIcon },
  { word: '门诊缴费', hint: '付挂号、咨询费', href: '/orders?status=OPEN', Icon: CardIcon },
  { word: '护理到家', hint: '护士上门', href: '/homecare', Icon: HomeHeartIcon },
  { word: '就诊人', hint: '管理家人', href: '/patients', Icon: UsersIcon },
]

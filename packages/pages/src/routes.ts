import type { Business } from '@hospital/configuration/business'
import type { CountKind } from './counts.ts'
import type { IconName } from './icons.ts'

export interface Route {
  word: string
  /** Said under the word in the mode for older people. */
  hint: string
  icon: IconName
  /** Every entry that leads there vanishes where the hospital has switched this off. */
  business?: Business
  /** The number that stands on it. */
  count?: CountKind
}

/** Pages of the patient app that an entry may lead to, as they are called unless the entry says otherwise. */
export const ROUTES = {
  '/': { word: '首页', hint: '回到首页', icon: 'HOME' },
  '/outpatient': { word: '门诊服务', hint: '挂号、候诊', icon: 'HOSPITAL' },
  '/inpatient': { word: '住院服务', hint: '预缴、清单', icon: 'BED' },
  '/internet-hospital': { word: '互联网医院', hint: '在线问医生', icon: 'PHONE_SCREEN' },
  '/booking': { word: '预约挂号', hint: '挂门诊号', icon: 'CALENDAR_PLUS', business: 'REGISTRATION' },
  '/consultations/doctors': { word: '图文咨询', hint: '问医生', icon: 'CHAT', business: 'TEXT_CONSULTATION' },
  '/consultations': { word: '我的咨询', hint: '看医生回复', icon: 'STETHOSCOPE', count: 'REPLIES' },
  '/queue': { word: '排队候诊', hint: '看还有几人', icon: 'QUEUE' },
  '/appointments': { word: '我的挂号', hint: '查看、签到', icon: 'CALENDAR_CLOCK' },
  '/visits': { word: '门诊记录', hint: '看每次就诊', icon: 'CLOCK' },
  '/reports': { word: '报告查询', hint: '检验、检查结果', icon: 'REPORT' },
  '/bills': { word: '门诊缴费', hint: '缴门诊费用', icon: 'WALLET' },
  '/inpatient/deposits': { word: '住院预缴', hint: '交住院费', icon: 'WALLET' },
  '/inpatient/charges': { word: '住院清单', hint: '看每天费用', icon: 'INVOICE' },
  '/orders': { word: '我的订单', hint: '缴费、退款', icon: 'ORDERS', count: 'UNPAID' },
  '/homecare': { word: '护理到家', hint: '护士上门', icon: 'HOME_HEART', business: 'HOMECARE' },
  '/patients': { word: '就诊人', hint: '管理家人', icon: 'USERS' },
  '/cards': { word: '就诊卡', hint: '出示就诊码', icon: 'CARD' },
  '/health-card': { word: '电子健康卡', hint: '出示动态码', icon: 'QR_CODE' },
  '/articles': { word: '健康资讯', hint: '科普、讲座', icon: 'DOCUMENT' },
  '/site': { word: '医院介绍', hint: '科室、专家、流程', icon: 'BUILDING' },
  '/help': { word: '帮助与反馈', hint: '常见问题、客服', icon: 'HELP', count: 'FEEDBACK' },
  '/messages': { word: '消息', hint: '通知、医生回复', icon: 'BELL', count: 'MESSAGES' },
  '/mine': { word: '我的', hint: '账号与设置', icon: 'USER' },
} as const satisfies Record<string, Route>

/** Pages of one thing and of less weight, as the patient app's folders name them: a link may lead to them, an entry under a word of its own. */
export const BELOW: Readonly<Record<string, { business?: Business }>> = {
  '/lectures': {},
  '/articles/[id]': {},
  '/appointments/[id]': {},
  '/bills/[id]': {},
  '/booking/[departmentId]': { business: 'REGISTRATION' },
  '/consultations/[id]': {},
  '/consultations/new': { business: 'TEXT_CONSULTATION' },
  '/doctors/[id]': {},
  '/help/feedback': {},
  '/orders/[id]': {},
  '/patients/new': {},
  '/queue/[ticketId]': {},
  '/reports/[id]': {},
  '/visits/[id]': {},
  '/site/departments': {},
  '/site/departments/[id]': {},
  '/site/experts': {},
  '/site/experts/[id]': {},
  '/site/process': {},
  '/site/schedule': {},
  '/texts/[key]': {},
}

const patternOf = (path: string) => new RegExp(`^${path.replace('[key]', '[a-z][a-z.-]{0,59}').replace(/\[[a-zA-Z]*[iI]d\]/, '[0-9a-f-]{36}')}$`)
const PATTERNS = Object.entries(BELOW).map(([path, { business }]) => ({ pattern: patternOf(path), business }))

const LONGEST = 500
/** Chinese may stand in it as it is typed; nothing that could end an attribute or a line. */
const QUERY = /^[\p{L}\p{N}_.~%&=+:,/-]*$/u
const FRAGMENT = /^[\p{L}\p{N}_.~%-]*$/u

function partsOf(link: string): { path: string; query: string; fragment: string } {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(link)!
  return { path, query, fragment }
}

export const routeOf = (link: string): Route | undefined => {
  const { path } = partsOf(link)
  return Object.hasOwn(ROUTES, path) ? ROUTES[path as keyof typeof ROUTES] : undefined
}

/** Whether a page, a banner or a text may lead there: a page of the patient app, or another site by https. */
export function isLink(link: unknown): link is string {
  if (typeof link !== 'string' || link.length > LONGEST) return false
  if (link.startsWith('https://')) return isHttps(link)
  const { path, query, fragment } = partsOf(link)
  return QUERY.test(query) && FRAGMENT.test(fragment) && (Object.hasOwn(ROUTES, path) || PATTERNS.some(({ pattern }) => pattern.test(path)))
}

function isHttps(link: string): boolean {
  if (/[\0-\x20\x7f\\]/.test(link) || !URL.canParse(link)) return false
  const url = new URL(link)
  return url.protocol === 'https:' && url.hostname.includes('.') && url.username === '' && url.password === ''
}

/** The business that a link leads to. */
export function businessOf(link: string): Business | undefined {
  const { path } = partsOf(link)
  return routeOf(link)?.business ?? PATTERNS.find(({ pattern }) => pattern.test(path))?.business
}

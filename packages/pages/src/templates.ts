import type { StoredContent, StoredModule } from './content.ts'
import { newModule } from './content.ts'
import type { Entry } from './entry.ts'
import type { Raw } from './field.ts'
import type { PageKind } from './kinds.ts'
import type { ModuleKind } from './modules.ts'

export interface Template {
  key: string
  label: string
  hint: string
  content: StoredContent
}

const to = (...paths: string[]): Entry[] => paths.map((path) => ({ to: path }))

/** Modules in their order, each with what differs from its defaults. */
const page = (modules: readonly (ModuleKind | readonly [ModuleKind, Raw])[], settings: Raw = {}, style: Raw = {}): StoredContent => ({
  style, settings,
  modules: modules.map((one, at): StoredModule => {
    const [kind, differing] = typeof one === 'string' ? [one, {}] as const : one
    const module = newModule(kind, `${kind.toLowerCase()}-${at + 1}`)
    return { ...module, settings: { ...module.settings, ...differing } }
  }),
})

const SERVICES = to('/booking', '/consultations/doctors', '/queue', '/orders', '/homecare', '/outpatient', '/inpatient', '/internet-hospital')
const VISITING = '探视时间每天 15:00 至 17:00，每次不超过 2 人；感染科与重症医学科按病区通知执行。'
const ADMISSION = '请携带住院证、身份证、医保卡与近期检查资料，到住院服务中心办理入院。\n病区提供陪护床，一位患者可留一位陪护。\n出院当日上午由责任护士通知结算，结算后领取出院记录与带药。'

/** Pages to start from, by kind; the first is what holds where a hospital has published none. */
export const TEMPLATES: Readonly<Record<PageKind, readonly [Template, ...Template[]]>> = {
  HOME: [
    { key: 'standard', label: '标准首页', hint: '就诊人、搜索、宫格、待办与医生', content: page(['PERSON', 'SEARCH', ['GRID', { entries: SERVICES }], 'TODOS', 'DOCTORS', 'BANNER', 'ARTICLES']) },
    { key: 'brief', label: '简洁首页', hint: '待办在前，三列大图标', content: page(['PERSON', 'TODOS', ['GRID', { columns: '3', entries: SERVICES.slice(0, 6) }], 'PHONE']) },
    { key: 'service', label: '服务分组', hint: '门诊、线上与就医须知分组', content: page(['PERSON', 'SEARCH', 'TODOS', ['GRID', { title: '门诊服务', look: 'PLAIN', entries: to('/booking', '/queue', '/appointments', '/orders') }], ['GRID', { title: '线上服务', look: 'PLAIN', entries: to('/consultations/doctors', '/consultations', '/homecare', '/internet-hospital') }], 'DOCTORS', 'NOTICE']) },
  ],
  OUTPATIENT: [
    { key: 'standard', label: '标准门诊主页', hint: '今日就诊、候诊、缴费', content: page(['PERSON', ['GRID', { entries: to('/booking', '/appointments', '/queue', '/visits', '/reports', '/bills') }], 'TODAY', 'QUEUE', 'BILLS', ['NOTICE', { words: '请提前 15 分钟到诊区签到；过号后由护士重新安排。' }]]) },
    { key: 'brief', label: '简洁门诊主页', hint: '只看今天要办的事', content: page(['TODAY', 'QUEUE', 'BILLS', ['LINKS', { entries: to('/booking', '/appointments') }]]) },
  ],
  INPATIENT: [
    { key: 'standard', label: '标准住院主页', hint: '住院账户、每日清单、公告与须知', content: page(['PERSON', 'STAY', 'CHARGES', ['NOTICE', { words: VISITING }], ['LINKS', { title: '常用服务', entries: to('/inpatient/deposits', '/inpatient/charges', '/patients', '/cards') }], ['LINE', { title: '住院须知', body: ADMISSION }], 'PHONE']) },
    { key: 'brief', label: '简洁住院主页', hint: '公告与电话', content: page([['NOTICE', { words: VISITING }], 'PHONE']) },
  ],
  INTERNET_HOSPITAL: [
    { key: 'standard', label: '标准互联网医院主页', hint: '咨询、医生与护理到家', content: page(['PERSON', ['GRID', { entries: to('/consultations/doctors', '/consultations', '/homecare', '/messages') }], 'CONSULTATIONS', 'DOCTORS', 'HOMECARE', ['NOTICE', { words: '互联网诊疗仅限复诊；急危重症请立即拨打 120 或前往急诊。' }]]) },
    { key: 'doctors', label: '医生优先', hint: '先选医生，再看我的咨询', content: page(['DOCTORS', 'CONSULTATIONS', ['LINKS', { entries: to('/consultations/doctors', '/homecare') }]]) },
  ],
  MINE: [
    { key: 'cards', label: '卡片式', hint: '就诊人、订单与健康服务分成卡片', content: page(['PERSONS', 'ORDERS', ['GRID', { title: '健康服务', look: 'PLAIN', entries: to('/cards', '/health-card', '/visits', '/consultations', '/queue', '/homecare') }]], { layout: 'CARDS' }) },
    { key: 'list', label: '列表式', hint: '一行一项，字大易找', content: page(['PERSONS', 'ORDERS', ['LINKS', { title: '健康服务', entries: to('/cards', '/health-card', '/visits', '/consultations', '/queue', '/homecare') }]], { layout: 'LIST' }) },
  ],
  SPLASH: [
    { key: 'welcome', label: '欢迎语', hint: '一句问候，三秒后进入首页', content: page([['LINE', { title: '守护您的每一次就诊', body: '预约挂号、图文咨询、排队候诊，一部手机就能办。', align: 'CENTER', card: false }]], { shown: false }) },
    { key: 'notice', label: '重要通知', hint: '停诊、搬迁等需要让大家看到的事', content: page([['LINE', { title: '重要通知', body: '请在这里填写通知内容。', align: 'CENTER', card: true }], ['NOTICE', { words: '如有疑问，请致电医院。', tone: 'warn' }]], { shown: true, seconds: 5 }) },
  ],
}

/** What holds where a hospital has published nothing. */
export const builtIn = (kind: PageKind): StoredContent => TEMPLATES[kind][0].content

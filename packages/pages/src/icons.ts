/** Drawings that an entry may carry, with their words for whoever chooses one. */
export const ICONS = {
  CALENDAR_PLUS: '预约', STETHOSCOPE: '听诊器', CHAT: '对话', QUEUE: '排队', CARD: '卡片', WALLET: '钱包', ORDERS: '订单', REFUND: '退款', INVOICE: '票据', HOME_HEART: '到家', HOSPITAL: '医院', BUILDING: '楼宇',
  BED: '病床', PHONE_SCREEN: '手机', USERS: '家人', USER: '个人', BELL: '消息', REPORT: '报告', PRESCRIPTION: '处方', DOCUMENT: '文书', PILL: '药品', PULSE: '体征', HEART: '关爱', STAR: '收藏', CLOCK: '时间',
  CALENDAR_CLOCK: '待就诊', SHIELD: '隐私', HELP: '帮助', HEADSET: '客服', PIN: '位置', TRUCK: '配送', QR_CODE: '二维码', LINK: '链接', GRID: '更多', HOME: '首页',
} as const

export type IconName = keyof typeof ICONS

export const isIcon = (name: unknown): name is IconName => typeof name === 'string' && Object.hasOwn(ICONS, name)

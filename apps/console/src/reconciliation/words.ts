import type { StatusWords } from '@hospital/web/parts/tag'
import type { DifferenceHandling, DifferenceKind, DifferenceStatus, DifferenceSubject, ReconciledChannel } from '@/graphql/graphql'

export const channelWords: Record<ReconciledChannel, string> = { WECHATPAY: '微信支付', ALIPAY: '支付宝', UNIONPAY: '银联', INSURANCE: '医保', HOSPITAL_CARD: '就诊卡', HIS: '医院系统' }

export const kindWords: Record<DifferenceKind, string> = { MISSING_HERE: '仅渠道有', MISSING_THERE: '仅本院有', AMOUNT_DIFFERS: '金额不符', STATUS_DIFFERS: '状态不符' }

export const subjectWords: Record<DifferenceSubject, string> = { PAYMENT: '收款', REFUND: '退款', LEDGER: '账簿入账', FUND_FLOW: '渠道资金账单', ORDER: '医院系统收费', ORDER_REFUND: '医院系统退费' }

export const stateWords = { OPEN: { word: '待处理', tone: 'warn' }, HANDLED: { word: '已处理', tone: 'success' } } as const satisfies StatusWords<DifferenceStatus>

export const handlingWords: Record<DifferenceHandling, string> = { ADJUSTED: '按渠道调账', ACCEPTED: '核实无需调账' }

import type { Audience, NoticeDeclaration } from './notices.ts'

/** How a message reaches somebody (渠道). */
export const CHANNELS = { IN_APP: '站内消息', SMS: '短信', WECHAT: '微信' } as const

export type Channel = keyof typeof CHANNELS

/** Those that leave the house: the first that is on is tried first, the next where it fails for good. */
export const OUTSIDE_CHANNELS = ['WECHAT', 'SMS'] as const

export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number]

/** A line of a WeChat template: its keyword there, and our text. */
export interface Keyword {
  key: string
  text: string
}

/** What a hospital says about one event to one audience, channel by channel. */
export interface TemplateContent {
  inApp: { enabled: boolean; title: string; body: string }
  /** The provider sends its own approved text; ours is kept in the same words. Codes left out: those of the connectors file. */
  sms: { enabled: boolean; body: string; tencentCode: string | null; aliyunCode: string | null }
  wechat: { enabled: boolean; kind: 'TEMPLATE' | 'SUBSCRIBE'; templateId: string | null; keywords: Keyword[] }
  order: OutsideChannel[]
}

export interface TemplateProblem {
  /** The form's field. */
  field: 'inApp.title' | 'inApp.body' | 'sms.body' | 'sms.tencentCode' | 'sms.aliyunCode' | 'wechat.templateId' | 'wechat.keywords' | 'order'
  message: string
}

const VARIABLE = /\{([^{}]*)\}/g

export const variablesIn = (text: string): string[] => [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name!))]

/** The text with its variables filled in; one without a value leaves nothing behind. */
export const fillIn = (text: string, values: Readonly<Record<string, string>>): string => text.replace(VARIABLE, (_, name: string) => values[name] ?? '')

export const examplesOf = ({ variables }: NoticeDeclaration): Record<string, string> => Object.fromEntries(Object.entries(variables).map(([name, { example }]) => [name, example]))

/** The words of the house, as a template. */
export function houseContent({ words }: NoticeDeclaration, audience: Audience): TemplateContent {
  const { title, body, sms, smsOff } = words[audience]!
  return {
    inApp: { enabled: true, title, body },
    sms: { enabled: sms !== undefined && !smsOff, body: sms ?? '', tencentCode: null, aliyunCode: null },
    wechat: { enabled: false, kind: 'TEMPLATE', templateId: null, keywords: [] },
    order: [...OUTSIDE_CHANNELS],
  }
}

const LONGEST = { title: 30, body: 300, sms: 500 }

/** Characters of one message of a long text; a short one takes 70. */
const SMS_PART = 67

export const smsParts = (text: string): number => ([...text].length <= 70 ? 1 : Math.ceil([...text].length / SMS_PART))

/** All that is wrong with a template, field by field; empty where it may be kept. What is switched off may be unfinished, but never wrong. */
export function problemsOf(declaration: NoticeDeclaration, audience: Audience, content: TemplateContent): TemplateProblem[] {
  const { inApp, sms, wechat, order } = content
  const problems: TemplateProblem[] = []
  const say = (field: TemplateProblem['field'], message: string | undefined) => { if (message) problems.push({ field, message }) }
  say('inApp.title', problemWith(declaration, inApp.title, '标题', LONGEST.title, inApp.enabled))
  say('inApp.body', problemWith(declaration, inApp.body, '正文', LONGEST.body, inApp.enabled) ?? lacking(declaration, `${inApp.title}${inApp.body}`, inApp.enabled))
  say('sms.body', problemWith(declaration, sms.body, '短信正文', LONGEST.sms, sms.enabled) ?? lacking(declaration, sms.body, sms.enabled))
  say('sms.tencentCode', sms.tencentCode && !/^\d{1,12}$/.test(sms.tencentCode) ? '腾讯云模板编号是一串数字。' : undefined)
  say('sms.aliyunCode', sms.aliyunCode && !/^SMS_\d{1,18}$/.test(sms.aliyunCode) ? '阿里云模板编号形如 SMS_123456789。' : undefined)
  say('wechat.templateId', wechat.enabled && !/^[\w-]{10,64}$/.test(wechat.templateId ?? '') ? '请填写微信公众平台给出的模板编号。' : undefined)
  say('wechat.keywords', problemWithKeywords(declaration, wechat))
  if (audience === 'PRACTITIONER' && (sms.enabled || wechat.enabled)) say('order', '医护人员只通过站内消息通知。')
  if (new Set(order).size !== OUTSIDE_CHANNELS.length || order.length !== OUTSIDE_CHANNELS.length) say('order', '请排定全部渠道的先后顺序。')
  return problems
}

function problemWith(declaration: NoticeDeclaration, text: string, label: string, longest: number, on: boolean): string | undefined {
  if (on && text.trim() === '') return `${label}不能为空。`
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) return `${label}中有无法识别的字符。`
  const unknown = variablesIn(text).filter((name) => !Object.hasOwn(declaration.variables, name))
  if (unknown.length) return `${label}中的 {${unknown[0]}} 不是这项业务的变量。`
  if (/[{}]/.test(text.replace(VARIABLE, ''))) return `${label}中的花括号没有成对。`
  const length = [...fillIn(text, examplesOf(declaration))].length
  return length > longest ? `${label}填入变量后有 ${length} 个字，不能超过 ${longest} 个字。` : undefined
}

function lacking({ needed = [], variables }: NoticeDeclaration, text: string, on: boolean): string | undefined {
  const missing = on ? needed.find((name) => !variablesIn(text).includes(name)) : undefined
  return missing && `缺少必需的变量“${variables[missing]!.label}”{${missing}}。`
}

/** What WeChat takes as a value of each kind of keyword. */
const KEYWORDS: Record<string, { longest: number; shape?: RegExp; words: string }> = {
  thing: { longest: 20, words: '20 个字以内' }, const: { longest: 20, words: '20 个字以内' }, phrase: { longest: 5, shape: /^[\u4e00-\u9fff]+$/, words: '5 个汉字以内' },
  name: { longest: 10, words: '10 个字以内' }, character_string: { longest: 32, shape: /^[\x20-\x7e]+$/, words: '32 位以内的字母、数字或符号' },
  number: { longest: 32, shape: /^-?[\d.]+$/, words: '数字' }, amount: { longest: 12, shape: /^[¥￥]?[\d.]+元?$/, words: '金额，如 ¥30.00' },
  time: { longest: 32, shape: /\d/, words: '时间' }, date: { longest: 32, shape: /\d/, words: '日期' },
}

/** A value as WeChat takes it: clipped to what its keyword holds, and never empty. */
export function fitKeyword(key: string, text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  const kind = KEYWORDS[key.replace(/\d+$/, '')]
  if (characters.length === 0) return '-'
  if (!kind || characters.length <= kind.longest) return characters.join('')
  return kind.shape ? characters.slice(0, kind.longest).join('') : `${characters.slice(0, kind.longest - 1).join('')}…`
}

function problemWithKeywords(declaration: NoticeDeclaration, { enabled, keywords }: TemplateContent['wechat']): string | undefined {
  if (enabled && keywords.length === 0) return '请填写模板的关键词。'
  if (keywords.length > 8) return '关键词最多 8 个。'
  if (new Set(keywords.map(({ key }) => key)).size < keywords.length) return '关键词不能重复。'
  for (const { key, text } of keywords) {
    const rule = /^([a-z_]+)\d{1,2}$/.exec(key)?.[1]
    const kind = rule === undefined ? undefined : KEYWORDS[rule]
    if (!kind) return `“${key}”不是微信的关键词，应形如 thing1、time2、amount3。`
    const problem = problemWith(declaration, text, key, 200, true)
    if (problem) return problem
    const value = fillIn(text, examplesOf(declaration))
    if ([...value].length > kind.longest || (kind.shape && !kind.shape.test(value))) return `${key} 的内容须为${kind.words}，现在是“${value}”。`
  }
  return undefined
}

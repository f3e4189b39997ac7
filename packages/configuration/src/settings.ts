import type { SubgraphName } from '@hospital/events/catalogue'
import { contrastOn, contrastOnWhite } from './contrast.ts'

/**
 * `INSTITUTION`: the whole hospital, an institution, or a branch below it, each inheriting from above. `TERMINAL`: all terminals or one.
 * `HOSPITAL`: one value for all.
 */
export type SettingScope = 'HOSPITAL' | 'INSTITUTION' | 'TERMINAL'

interface Declared {
  label: string
  /** What follows from it, for whoever sets it. */
  hint?: string
  group: string
  scope: SettingScope
  /** Subgraphs that keep the values in force beside their own data. */
  readers: readonly SubgraphName[]
}
export interface SwitchSetting extends Declared { kind: 'SWITCH'; default: boolean }
export interface NumberSetting extends Declared { kind: 'NUMBER'; default: number; min: number; max: number }
export interface TextSetting extends Declared { kind: 'TEXT'; default: string; maxLength: number; optional?: boolean }
export interface ColorSetting extends Declared {
  kind: 'COLOR'
  default: string
  /** Text in this colour stands on the page's grounds: these decide, not white text upon it. */
  readOn?: { grounds: readonly string[]; least: number }
}
export interface ChoiceSetting extends Declared { kind: 'CHOICE'; default: string; choices: Readonly<Record<string, string>> }
export type SettingDeclaration = SwitchSetting | NumberSetting | TextSetting | ColorSetting | ChoiceSetting

const closedText = (business: string) => `本院区暂停${business}服务，恢复时间请留意医院公告。`

/** The page and the cards upon it, on the phone and at the workstation. */
const REPORT_GROUNDS = { grounds: ['#ffffff', '#f3f6f8'], least: 4.5 }

/** All that a hospital may set. A value that nobody has set is the default here. */
export const SETTINGS = {
  'hospital.name': { kind: 'TEXT', group: '基础', scope: 'INSTITUTION', readers: [], label: '对外名称', hint: '患者端显示的名称；不填则用机构名称。', default: '', maxLength: 30, optional: true },
  'hospital.brandColor': { kind: 'COLOR', group: '基础', scope: 'INSTITUTION', readers: [], label: '主题色', hint: '与白色的对比度须达到 5.8:1，保证文字看得清。', default: '#0b6b8a' },
  'registration.open': { kind: 'SWITCH', group: '门诊', scope: 'INSTITUTION', readers: ['clinical'], label: '预约挂号', hint: '关闭后患者端入口消失，新的挂号一律不受理；已有挂号不受影响。', default: true },
  'registration.closedText': { kind: 'TEXT', group: '门诊', scope: 'INSTITUTION', readers: ['clinical'], label: '挂号停用提示', default: closedText('预约挂号'), maxLength: 100 },
  'registration.notice': { kind: 'TEXT', group: '门诊', scope: 'INSTITUTION', readers: [], label: '挂号页公告', hint: '显示在选择科室的页面上方；不填则不显示。', default: '', maxLength: 200, optional: true },
  'registration.faceCheck': { kind: 'SWITCH', group: '门诊', scope: 'INSTITUTION', readers: ['clinical'], label: '挂号须人脸实名', hint: '开启后，就诊人须先刷脸核验本人身份才能挂号；未成年人由监护人核验。', default: false },
  'consultation.text.open': { kind: 'SWITCH', group: '在线诊疗', scope: 'INSTITUTION', readers: ['clinical'], label: '图文咨询', hint: '关闭后不再受理新的咨询；进行中的咨询不受影响。', default: true },
  'consultation.text.closedText': { kind: 'TEXT', group: '在线诊疗', scope: 'INSTITUTION', readers: ['clinical'], label: '咨询停用提示', default: closedText('图文咨询'), maxLength: 100 },
  'consultation.faceCheck': { kind: 'SWITCH', group: '在线诊疗', scope: 'INSTITUTION', readers: ['clinical'], label: '在线诊疗须人脸实名', hint: '开启后，就诊人须先刷脸核验本人身份才能向医生提问；未成年人由监护人核验。', default: false },
  'reports.highColor': { kind: 'COLOR', group: '报告', scope: 'INSTITUTION', readers: ['clinical'], label: '偏高颜色', hint: '检验结果偏高时的文字与标记颜色；与页面底色的对比度须达到 4.5:1。', default: '#b3261e', readOn: REPORT_GROUNDS },
  'reports.lowColor': { kind: 'COLOR', group: '报告', scope: 'INSTITUTION', readers: ['clinical'], label: '偏低颜色', hint: '检验结果偏低时的文字与标记颜色；与页面底色的对比度须达到 4.5:1。', default: '#1f5fb8', readOn: REPORT_GROUNDS },
  'homecare.open': { kind: 'SWITCH', group: '护理', scope: 'INSTITUTION', readers: ['nursing'], label: '护理到家', hint: '关闭后患者端入口消失，不再展示护理项目。', default: true },
  'homecare.closedText': { kind: 'TEXT', group: '护理', scope: 'INSTITUTION', readers: ['nursing'], label: '护理停用提示', default: closedText('护理到家'), maxLength: 100 },
  'refund.registration': { kind: 'CHOICE', group: '退费', scope: 'INSTITUTION', readers: ['finance'], label: '挂号费在线退费', hint: '当日挂号一律不支持在线退费；自动退费只限未就诊的。', default: 'AUTOMATIC', choices: { OFFLINE: '不支持在线退费', BY_PERSON: '人工审核', AUTOMATIC: '自动退费' } },
  'refund.consultation': { kind: 'CHOICE', group: '退费', scope: 'INSTITUTION', readers: ['finance'], label: '咨询费在线退费', hint: '自动退费只限服务尚未完成的，已完成的由人工审核。', default: 'BY_PERSON', choices: { OFFLINE: '不支持在线退费', BY_PERSON: '人工审核', AUTOMATIC: '自动退费' } },
  'refund.outpatientBill': { kind: 'CHOICE', group: '退费', scope: 'INSTITUTION', readers: ['finance'], label: '门诊缴费在线退费', hint: '审核前请在医院系统确认药品未发、检查未做。', default: 'BY_PERSON', choices: { OFFLINE: '不支持在线退费', BY_PERSON: '人工审核' } },
  'refund.withinDays': { kind: 'NUMBER', group: '退费', scope: 'INSTITUTION', readers: ['finance'], label: '支付后可申请退费的天数', default: 7, min: 1, max: 180 },
  'inpatient.deposit.min': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '每次预缴最低金额（元）', default: 100, min: 1, max: 100_000 },
  'inpatient.deposit.max': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '每次预缴最高金额（元）', default: 20_000, min: 1, max: 500_000 },
  'inpatient.deposit.suggested1': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '预缴引导金额一（元）', hint: '患者端显示的可选金额；填 0 或超出范围则不显示。', default: 1_000, min: 0, max: 500_000 },
  'inpatient.deposit.suggested2': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '预缴引导金额二（元）', default: 3_000, min: 0, max: 500_000 },
  'inpatient.deposit.suggested3': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '预缴引导金额三（元）', default: 5_000, min: 0, max: 500_000 },
  'inpatient.deposit.suggested4': { kind: 'NUMBER', group: '住院', scope: 'INSTITUTION', readers: ['finance'], label: '预缴引导金额四（元）', default: 10_000, min: 0, max: 500_000 },
  'patients.limit': { kind: 'NUMBER', group: '就诊人', scope: 'TERMINAL', readers: ['patients'], label: '每个账号的就诊人上限', hint: '下调后已添加的就诊人保留，只是不能再添加。个别账号可在患者信息里另行设定。', default: 8, min: 1, max: 50 },
  'healthCard.faceCheck': { kind: 'SWITCH', group: '就诊人', scope: 'HOSPITAL', readers: ['patients'], label: '领取电子健康卡须人脸实名', default: false },
  'identity.validDays': { kind: 'NUMBER', group: '实名', scope: 'HOSPITAL', readers: ['patients'], label: '人脸核验有效天数', hint: '到期后再次使用须实名的服务时，须重新核验；已核验的按当时的天数。', default: 365, min: 1, max: 3_650 },
  'identity.checksPerDay': { kind: 'NUMBER', group: '实名', scope: 'HOSPITAL', readers: ['patients'], label: '每个账号每天人脸核验次数', default: 5, min: 1, max: 50 },
  'sms.perPhoneAnHour': { kind: 'NUMBER', group: '安全', scope: 'HOSPITAL', readers: ['patients'], label: '同一手机号每小时验证码条数', default: 10, min: 1, max: 100 },
  'sms.perIpAnHour': { kind: 'NUMBER', group: '安全', scope: 'HOSPITAL', readers: ['patients'], label: '同一网络每小时验证码条数', hint: '院内无线网络下许多手机共用一个地址，不宜过低。', default: 200, min: 1, max: 10_000 },
  'messages.smsProvider': { kind: 'CHOICE', group: '消息', scope: 'HOSPITAL', readers: ['patients'], label: '短信服务商', hint: '通知与验证码都由它发送；切换后立即生效。', default: 'TENCENT', choices: { TENCENT: '腾讯云', ALIYUN: '阿里云' } },
  'messages.quiet': { kind: 'SWITCH', group: '消息', scope: 'HOSPITAL', readers: [], label: '夜间免打扰', hint: '开启后，不紧急的短信和微信消息推迟到早上发送；站内消息不受影响。', default: true },
  'messages.quietFrom': { kind: 'NUMBER', group: '消息', scope: 'HOSPITAL', readers: [], label: '免打扰开始（点）', default: 22, min: 0, max: 23 },
  'messages.quietTo': { kind: 'NUMBER', group: '消息', scope: 'HOSPITAL', readers: [], label: '免打扰结束（点）', default: 7, min: 0, max: 23 },
  'terminal.signUp.person': { kind: 'CHOICE', group: '注册流程', scope: 'TERMINAL', readers: [], label: '注册后添加就诊人', hint: '“必须添加”时，首次登录后先填写就诊人再使用。', default: 'SKIPPABLE', choices: { SKIPPABLE: '可以跳过', REQUIRED: '必须添加' } },
  'terminal.realName': { kind: 'CHOICE', group: '实名', scope: 'TERMINAL', readers: ['patients', 'clinical'], label: '账号本人实名', hint: '“服务前必须”时，未添加“本人”的账号不能挂号和咨询；“服务前人脸核验”时，还须就诊人本人（未成年人由监护人）刷脸。', default: 'NONE', choices: { NONE: '不要求', BEFORE_SERVICE: '服务前必须', FACE_BEFORE_SERVICE: '服务前人脸核验' } },
  'terminal.person.others': { kind: 'SWITCH', group: '就诊人', scope: 'TERMINAL', readers: ['patients'], label: '允许添加家庭成员', hint: '关闭后只能添加“本人”。', default: true },
  'terminal.card.code': { kind: 'CHOICE', group: '就诊卡', scope: 'TERMINAL', readers: [], label: '就诊码样式', default: 'BOTH', choices: { BOTH: '条形码与二维码', QR: '仅二维码', BAR: '仅条形码' } },
} as const satisfies Record<string, SettingDeclaration>

export type SettingKey = keyof typeof SETTINGS

/** `true` and `8` as types would let nothing else be set. */
type Widened<Value> = Value extends boolean ? boolean : Value extends number ? number : string

export type SettingValue<Key extends SettingKey = SettingKey> = (typeof SETTINGS)[Key] extends { choices: infer Choices } ? keyof Choices : Widened<(typeof SETTINGS)[Key]['default']>

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key)

export const declarationOf = (key: SettingKey): SettingDeclaration => SETTINGS[key]

/** Below this, white text on the colour is hard to read. */
export const LEAST_CONTRAST = 5.8

/** What is wrong with a value, in words; undefined where it may be set. */
export function problemWith(declaration: SettingDeclaration, value: unknown): string | undefined {
  switch (declaration.kind) {
    case 'SWITCH': return typeof value === 'boolean' ? undefined : '只能是开或关'
    case 'NUMBER': return Number.isInteger(value) && (value as number) >= declaration.min && (value as number) <= declaration.max ? undefined : `须为 ${declaration.min} 到 ${declaration.max} 的整数`
    case 'CHOICE': return typeof value === 'string' && Object.hasOwn(declaration.choices, value) ? undefined : '请从选项中选择'
    case 'TEXT': return problemWithText(declaration, value)
    case 'COLOR': return problemWithColor(declaration, value)
  }
}

function problemWithText({ maxLength, optional }: TextSetting, value: unknown): string | undefined {
  if (typeof value !== 'string' || /[\u0000-\u0009\u000b-\u001f]/.test(value)) return '内容有误，请重新填写'
  if (!optional && value.trim() === '') return '不能为空'
  return [...value].length > maxLength ? `不超过 ${maxLength} 个字` : undefined
}

function problemWithColor({ readOn }: ColorSetting, value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) return '请填写 #rrggbb 形式的颜色'
  if (readOn) {
    const contrast = Math.min(...readOn.grounds.map((ground) => contrastOn(ground, value)))
    // Rounded down: 4.46 is not 4.5.
    return contrast >= readOn.least ? undefined : `颜色太浅，与页面底色的对比度只有 ${(Math.floor(contrast * 10) / 10).toFixed(1)}:1，须达到 ${readOn.least}:1`
  }
  return contrastOnWhite(value) >= LEAST_CONTRAST ? undefined : `颜色太浅，与白色的对比度只有 ${contrastOnWhite(value).toFixed(1)}:1，须达到 ${LEAST_CONTRAST}:1`
}

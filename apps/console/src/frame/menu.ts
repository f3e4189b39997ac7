import type { ComponentType } from 'react'
import type { Permission } from '@hospital/access/permissions'
import type { IconProps } from '@hospital/web/parts/icon'
import { BellIcon, BuildingIcon, CalendarIcon, CardIcon, ChatIcon, CheckCircleIcon, ClockIcon, DashboardIcon, DocumentIcon, FilterIcon, FlaskIcon, HeadsetIcon, HelpIcon, HomeHeartIcon, LayoutIcon, LedgerIcon, LinkIcon, LockIcon, OrdersIcon, PictureIcon, PillIcon, QrCodeIcon, RefundIcon, ScreenIcon, SettingsIcon, ShieldIcon, StethoscopeIcon, StopIcon, SyncIcon, TemplateIcon, TruckIcon, UserIcon, UsersIcon, WalletIcon, WarningIcon } from '@hospital/web/parts/icons'

export interface MenuEntry {
  href: string
  word: string
  /** Shown to those who hold it; the graph decides again. */
  permission: Permission
  Icon: ComponentType<IconProps>
  /** Pinyin initials, by which the command search finds it too. */
  initials: string
  /** The filter of its list that takes a number or a name from the command search. */
  finds?: string
}

export interface MenuDomain {
  word: string
  entries: MenuEntry[]
}

/** One entry for each page, by domain. A new page adds its line here. */
export const menu: MenuDomain[] = [
  {
    word: '业务',
    entries: [
      { href: '/orders', word: '全部订单', permission: 'order:read-all', Icon: OrdersIcon, initials: 'qbdd', finds: 'number' },
      { href: '/refund-requests', word: '退费申请', permission: 'payment:read', Icon: RefundIcon, initials: 'tfsq', finds: 'number' },
    ],
  },
  {
    word: '服务',
    entries: [
      { href: '/feedback', word: '意见反馈', permission: 'feedback:answer', Icon: ChatIcon, initials: 'yjfk', finds: 'q' },
      { href: '/faqs', word: '常见问题', permission: 'faq:manage', Icon: HelpIcon, initials: 'cjwt', finds: 'q' },
      { href: '/help', word: '帮助页面', permission: 'help:manage', Icon: HeadsetIcon, initials: 'bzym' },
    ],
  },
  {
    word: '患者',
    entries: [
      { href: '/patients', word: '患者', permission: 'patient:list', Icon: UsersIcon, initials: 'hz', finds: 'q' },
      { href: '/traces', word: '就诊追溯', permission: 'trace:read', Icon: ClockIcon, initials: 'jzzs', finds: 'number' },
      { href: '/blacklist', word: '黑名单', permission: 'blacklist:read', Icon: StopIcon, initials: 'hmd', finds: 'q' },
    ],
  },
  {
    word: '经营',
    entries: [
      { href: '/payments', word: '交易记录', permission: 'payment:read', Icon: CardIcon, initials: 'jyjl', finds: 'number' },
      { href: '/payment-accounts', word: '支付账号', permission: 'channel:read', Icon: WalletIcon, initials: 'zfzh' },
      { href: '/payment-settings', word: '支付设置', permission: 'channel:read', Icon: SettingsIcon, initials: 'zfsz' },
      { href: '/income', word: '收入报表', permission: 'income:read', Icon: DashboardIcon, initials: 'srbb' },
      { href: '/alerts', word: '资金异常', permission: 'payment:read', Icon: WarningIcon, initials: 'zjyc' },
      { href: '/reconciliation', word: '渠道对账', permission: 'reconciliation:read', Icon: CheckCircleIcon, initials: 'qddz' },
      { href: '/reconciliation-differences', word: '对账差异', permission: 'reconciliation:read', Icon: FilterIcon, initials: 'dzcy' },
      { href: '/ledger', word: '账簿', permission: 'ledger:read', Icon: LedgerIcon, initials: 'zb' },
    ],
  },
  {
    word: '机构',
    entries: [
      { href: '/institutions', word: '机构', permission: 'directory:manage', Icon: BuildingIcon, initials: 'jg', finds: 'q' },
      { href: '/departments', word: '科室', permission: 'directory:read', Icon: DashboardIcon, initials: 'ks', finds: 'q' },
      { href: '/staff', word: '医护人员', permission: 'directory:read', Icon: StethoscopeIcon, initials: 'yhry', finds: 'q' },
      { href: '/applications', word: '医生审核', permission: 'practitioner:audit', Icon: CheckCircleIcon, initials: 'yssh', finds: 'q' },
      { href: '/schedules', word: '排班看板', permission: 'schedule:oversee', Icon: CalendarIcon, initials: 'pbkb' },
      { href: '/sync', word: '医院系统同步', permission: 'directory:sync', Icon: SyncIcon, initials: 'yyxttb' },
    ],
  },
  {
    word: '目录',
    entries: [
      { href: '/diagnoses', word: '疾病诊断库', permission: 'diagnosis:read', Icon: FlaskIcon, initials: 'jbzdk', finds: 'q' },
      { href: '/drugs', word: '药品目录', permission: 'drug:read', Icon: PillIcon, initials: 'ypml', finds: 'q' },
      { href: '/suppliers', word: '药企', permission: 'drug:manage', Icon: TruckIcon, initials: 'yq', finds: 'q' },
      { href: '/homecare', word: '护理项目', permission: 'homecare:read', Icon: HomeHeartIcon, initials: 'hlxm' },
    ],
  },
  {
    word: '内容',
    entries: [
      { href: '/banners', word: '轮播图', permission: 'content:manage', Icon: PictureIcon, initials: 'lbt', finds: 'q' },
      { href: '/articles', word: '文章', permission: 'content:manage', Icon: TemplateIcon, initials: 'wz', finds: 'q' },
      { href: '/article-categories', word: '文章分类', permission: 'content:manage', Icon: FilterIcon, initials: 'wzfl' },
      { href: '/site-pages', word: '微官网', permission: 'content:publish', Icon: LayoutIcon, initials: 'wgw' },
    ],
  },
  {
    word: '配置',
    entries: [
      { href: '/settings', word: '业务配置', permission: 'setting:read', Icon: SettingsIcon, initials: 'ywpz' },
      { href: '/terminals', word: '终端配置', permission: 'setting:read', Icon: ScreenIcon, initials: 'zdpz' },
      { href: '/pages', word: '页面设计', permission: 'page:design', Icon: LayoutIcon, initials: 'ymsj' },
      { href: '/texts', word: '文案', permission: 'text:manage', Icon: DocumentIcon, initials: 'wa', finds: 'q' },
      { href: '/qr-codes', word: '二维码', permission: 'qr:read', Icon: QrCodeIcon, initials: 'ewm', finds: 'q' },
      { href: '/dictionaries', word: '数据字典', permission: 'dictionary:manage', Icon: DocumentIcon, initials: 'sjzd' },
    ],
  },
  {
    word: '消息',
    entries: [
      { href: '/message-templates', word: '消息模板', permission: 'message:configure', Icon: DocumentIcon, initials: 'xxmb' },
      { href: '/messages', word: '发送记录', permission: 'message:list', Icon: BellIcon, initials: 'fsjl' },
      { href: '/message-statistics', word: '消息统计', permission: 'message:list', Icon: DashboardIcon, initials: 'xxtj' },
    ],
  },
  {
    word: '平台',
    entries: [
      { href: '/administrators', word: '管理员', permission: 'administrator:read', Icon: UserIcon, initials: 'gly', finds: 'q' },
      { href: '/roles', word: '角色权限', permission: 'role:read', Icon: LockIcon, initials: 'jsqx' },
      { href: '/clients', word: '开放接口', permission: 'client:read', Icon: LinkIcon, initials: 'kfjk' },
      { href: '/jobs', word: '后台任务', permission: 'job:read', Icon: DocumentIcon, initials: 'htrw' },
      { href: '/audit', word: '系统日志', permission: 'audit:read', Icon: ShieldIcon, initials: 'xtrz' },
    ],
  },
]

/** The domains with what this person may open, without the empty ones. */
export function menuFor(permissions: readonly string[]): MenuDomain[] {
  return menu
    .map(({ word, entries }) => ({ word, entries: entries.filter(({ permission }) => permissions.includes(permission)) }))
    .filter(({ entries }) => entries.length > 0)
}

/** The entry under which an address stands. */
export function entryAt(path: string): MenuEntry | undefined {
  return menu.flatMap(({ entries }) => entries).find(({ href }) => path === href || path.startsWith(`${href}/`))
}

import type { ComponentType } from 'react'
import type { Permission } from '@hospital/access/permissions'
import type { IconProps } from '@hospital/web/parts/icon'
import { CardIcon, DashboardIcon, DocumentIcon, FlaskIcon, HomeHeartIcon, LedgerIcon, OrdersIcon, PillIcon, ShieldIcon, StethoscopeIcon, SyncIcon, WarningIcon } from '@hospital/web/parts/icons'

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
    entries: [{ href: '/orders', word: '全部订单', permission: 'order:read-all', Icon: OrdersIcon, initials: 'qbdd', finds: 'number' }],
  },
  {
    word: '经营',
    entries: [
      { href: '/payments', word: '交易记录', permission: 'payment:read', Icon: CardIcon, initials: 'jyjl', finds: 'number' },
      { href: '/alerts', word: '资金异常', permission: 'payment:read', Icon: WarningIcon, initials: 'zjyc' },
      { href: '/ledger', word: '账簿', permission: 'ledger:read', Icon: LedgerIcon, initials: 'zb' },
    ],
  },
  {
    word: '机构',
    entries: [
      { href: '/departments', word: '科室', permission: 'directory:read', Icon: DashboardIcon, initials: 'ks', finds: 'q' },
      { href: '/staff', word: '医护人员', permission: 'directory:read', Icon: StethoscopeIcon, initials: 'yhry', finds: 'q' },
      { href: '/sync', word: '医院系统同步', permission: 'directory:sync', Icon: SyncIcon, initials: 'yyxttb' },
    ],
  },
  {
    word: '目录',
    entries: [
      { href: '/diagnoses', word: '疾病诊断库', permission: 'diagnosis:read', Icon: FlaskIcon, initials: 'jbzdk', finds: 'q' },
      { href: '/drugs', word: '药品目录', permission: 'drug:read', Icon: PillIcon, initials: 'ypml', finds: 'q' },
      { href: '/homecare', word: '护理项目', permission: 'homecare:read', Icon: HomeHeartIcon, initials: 'hlxm' },
    ],
  },
  {
    word: '平台',
    entries: [
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

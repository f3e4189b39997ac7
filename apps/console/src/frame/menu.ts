import type { ComponentType } from 'react'
import type { Permission } from '@hospital/access/permissions'
import type { IconProps } from '@hospital/web/parts/icon'
import { CardIcon, DashboardIcon, DocumentIcon, FlaskIcon, HomeHeartIcon, LedgerIcon, OrdersIcon, PillIcon, ShieldIcon, StethoscopeIcon, SyncIcon } from '@hospital/web/parts/icons'

export interface MenuEntry {
  href: string
  word: string
  /** Shown to those who hold it; the graph decides again. */
  permission: Permission
  Icon: ComponentType<IconProps>
}

export interface MenuDomain {
  word: string
  entries: MenuEntry[]
}

/** One entry for each page, by domain. A new page adds its line here. */
export const menu: MenuDomain[] = [
  {
    word: '业务',
    entries: [{ href: '/orders', word: '全部订单', permission: 'order:read-all', Icon: OrdersIcon }],
  },
  {
    word: '经营',
    entries: [
      { href: '/payments', word: '交易记录', permission: 'payment:read', Icon: CardIcon },
      { href: '/ledger', word: '账簿', permission: 'ledger:read', Icon: LedgerIcon },
    ],
  },
  {
    word: '机构',
    entries: [
      { href: '/departments', word: '科室', permission: 'directory:read', Icon: DashboardIcon },
      { href: '/staff', word: '医护人员', permission: 'directory:read', Icon: StethoscopeIcon },
      { href: '/sync', word: '医院系统同步', permission: 'directory:sync', Icon: SyncIcon },
    ],
  },
  {
    word: '目录',
    entries: [
      { href: '/diagnoses', word: '疾病诊断库', permission: 'diagnosis:read', Icon: FlaskIcon },
      { href: '/drugs', word: '药品目录', permission: 'drug:read', Icon: PillIcon },
      { href: '/homecare', word: '护理项目', permission: 'homecare:read', Icon: HomeHeartIcon },
    ],
  },
  {
    word: '平台',
    entries: [
      { href: '/jobs', word: '后台任务', permission: 'job:read', Icon: DocumentIcon },
      { href: '/audit', word: '系统日志', permission: 'audit:read', Icon: ShieldIcon },
    ],
  },
]

/** The domains with what this person may open, without the empty ones. */
export function menuFor(permissions: readonly string[]): MenuDomain[] {
  return menu
    .map(({ word, entries }) => ({ word, entries: entries.filter(({ permission }) => permissions.includes(permission)) }))
    .filter(({ entries }) => entries.length > 0)
}

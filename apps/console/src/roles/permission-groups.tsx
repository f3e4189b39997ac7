'use client'

import { Checkbox } from 'antd'
import type { RolesQuery } from '@/graphql/graphql'
import styles from './roles.module.css'

type Permission = RolesQuery['permissions'][number]

/** By the noun of a permission's name. */
const nouns: Record<string, string> = {
  directory: '机构与科室', practitioner: '医护资质', staff: '医护端', audit: '系统日志', administrator: '管理员', role: '角色', dictionary: '数据字典', setting: '业务配置', terminal: '终端配置',
  text: '文案', consent: '知情同意', message: '消息', job: '后台任务', account: '患者账号', patient: '患者', blacklist: '黑名单', schedule: '号源', appointment: '挂号', queue: '候诊', consultation: '咨询',
  diagnosis: '疾病诊断库', drug: '药品目录', homecare: '护理', qr: '二维码', conversation: '会话', order: '订单', payment: '交易', ledger: '账簿', reconciliation: '对账', list: '列表导出', page: '页面设计',
}

export function groupsOf(permissions: readonly Permission[]): [string, Permission[]][] {
  return [...Map.groupBy(permissions, ({ name }) => nouns[name.split(':')[0]!] ?? '其他')]
}

export function PermissionGroups({ permissions }: { permissions: readonly Permission[] }) {
  if (permissions.length === 0) return <p className={styles.none}>还没有任何权限。</p>
  return (
    <dl className={styles.groups}>
      {groupsOf(permissions).map(([noun, members]) => (
        <div key={noun}>
          <dt>{noun}</dt>
          <dd>{members.map(({ label }) => label).join('、')}</dd>
        </div>
      ))}
    </dl>
  )
}

interface PermissionChoiceProps {
  permissions: readonly Permission[]
  value?: string[]
  onChange?(value: string[]): void
}

/** The value of a `Form.Item`. */
export function PermissionChoice({ permissions, value = [], onChange }: PermissionChoiceProps) {
  const toggle = (names: string[], on: boolean) => onChange?.(on ? [...new Set([...value, ...names])] : value.filter((name) => !names.includes(name)))
  return (
    <div className={styles.choice}>
      {groupsOf(permissions).map(([noun, members]) => {
        const names = members.map(({ name }) => name)
        const held = names.filter((name) => value.includes(name)).length
        return (
          <fieldset key={noun}>
            <legend>
              <Checkbox checked={held === names.length} indeterminate={held > 0 && held < names.length} onChange={({ target }) => toggle(names, target.checked)}>
                {noun}
              </Checkbox>
            </legend>
            {members.map(({ name, label }) => (
              <Checkbox key={name} checked={value.includes(name)} onChange={({ target }) => toggle([name], target.checked)}>
                {label}
              </Checkbox>
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}

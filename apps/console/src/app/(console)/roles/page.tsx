import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { RoleBoard } from '@/roles/role-board'

export const metadata: Metadata = { title: '角色权限' }

export default function RolesPage() {
  return (
    <Page title="角色权限" hint="菜单与接口按同一份权限放行，修改立即生效">
      <RoleBoard />
    </Page>
  )
}

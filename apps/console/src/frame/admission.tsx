'use client'

import type { ReactNode } from 'react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { PERMISSIONS } from '@hospital/access/permissions'
import { useStaff } from '@hospital/web/parts/staff'
import { Refusal } from '@hospital/web/parts/states'
import { entryAt } from './menu'

/** A page that this person may not open says so in its place. What the page would have read is refused by the graph besides. */
export function Admission({ children }: { children: ReactNode }) {
  const entry = entryAt(usePathname())
  const { permissions } = useStaff()
  if (!entry || permissions.includes(entry.permission)) return children
  return (
    <main>
      <Refusal
        lock
        title={`没有「${PERMISSIONS[entry.permission]}」权限`}
        problem={{ code: 'FORBIDDEN', message: `您的角色不能打开「${entry.word}」。工作需要时，请联系超级管理员开通。` }}
        ways={
          <Link className="ih-button" data-kind="primary" href="/">
            返回首页
          </Link>
        }
      />
    </main>
  )
}

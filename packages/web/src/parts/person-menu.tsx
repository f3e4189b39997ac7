'use client'

import { Dropdown } from 'antd'
import { initialOf } from '../format.ts'
import { takeSessionStep } from '../session-step.ts'
import { ChevronDownIcon, SignOutIcon } from './icons.tsx'
import { useStaff } from './staff.tsx'

/** Who is signed in, and the way out. */
export function PersonMenu({ role }: { role?: string }) {
  const { name } = useStaff()
  const items = [{ key: 'sign-out', label: '退出登录', icon: <SignOutIcon size={16} />, onClick: () => void signOut() }]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="ih-top-person" aria-haspopup="menu">
        <span className="ih-avatar" data-size="s" aria-hidden="true">
          {initialOf(name)}
        </span>
        {name}
        {role && <small>{role}</small>}
        <ChevronDownIcon size={14} />
      </button>
    </Dropdown>
  )
}

export async function signOut(): Promise<void> {
  await takeSessionStep('sign-out')
  window.location.replace('/sign-in')
}

'use client'

import { signOut } from './person-menu.tsx'

/** For someone signed in with an account that this app is not for. */
export function SignOutButton() {
  return (
    <button className="ih-button" data-kind="primary" type="button" onClick={() => void signOut()}>
      换个账号登录
    </button>
  )
}

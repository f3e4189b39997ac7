import type { Metadata } from 'next'
import { HospitalIcon } from '@hospital/web/parts/icons'
import { StaffSignIn } from '@hospital/web/parts/staff-sign-in'
import { localPath } from '@hospital/web/session/local-path'

export const metadata: Metadata = { title: '登录' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { next } = await searchParams
  return (
    <main className="ih-sign-in">
      <section>
        <h1>
          <HospitalIcon size={26} />
          运营后台
        </h1>
        <p>供本院管理与运营人员使用。</p>
        <StaffSignIn next={localPath(next)} />
      </section>
    </main>
  )
}

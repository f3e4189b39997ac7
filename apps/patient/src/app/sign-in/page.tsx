import type { Metadata } from 'next'
import { localPath } from '@hospital/web/session/local-path'
import { NavBar } from '@/frame/nav-bar'
import { read } from '@/graph'
import { AgreementsDocument } from '@/graphql/graphql'
import { SignInForm } from '@/sign-in/sign-in-form'

export const metadata: Metadata = { title: '登录' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const [{ next }, { data }] = await Promise.all([searchParams, read(AgreementsDocument, {})])
  return (
    <>
      <NavBar title="登录" />
      <main className="page">
        <SignInForm next={localPath(next)} agreements={[data?.agreement, data?.privacy].flatMap((text) => (text ? [{ key: text.key, version: text.version }] : []))} />
      </main>
    </>
  )
}

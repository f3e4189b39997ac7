import { notFound } from 'next/navigation'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { localPath } from '@hospital/web/session/local-path'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { IdentityResultDocument } from '@/graphql/graphql'
import { CheckOutcome } from '@/identity/check-outcome'

export const metadata = { title: '核验结果' }

interface Props {
  searchParams: Promise<{ check?: string; BizToken?: string; next?: string }>
}

/** Where the provider sends the browser back to, and where someone returns who closed the app in the middle. */
export default async function IdentityReturnPage({ searchParams }: Props) {
  const { check: id, BizToken: token, next } = await searchParams
  if (!id) notFound()
  const { identityCheck } = await mustRead(IdentityResultDocument, { id })
  if (!identityCheck) notFound()
  return (
    <>
      <NavBar title="核验结果" back="/patients" />
      <main className="page">
        <GraphProvider>
          <CheckOutcome check={identityCheck} token={token} next={next ? localPath(next) : '/patients'} />
        </GraphProvider>
      </main>
    </>
  )
}

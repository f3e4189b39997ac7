import { redirect } from 'next/navigation'
import { localPath } from '@hospital/web/session/local-path'
import { mustRead } from '@/graph'
import { NewcomerDocument } from '@/graphql/graphql'
import { terminalFlow } from '@/house/house'

/** After signing in: where this terminal asks for it, a new account adds a person first. */
export default async function WelcomePage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = localPath((await searchParams).next)
  const [flow, { me }] = await Promise.all([terminalFlow(), mustRead(NewcomerDocument, {})])
  redirect(flow.personAtSignUp === 'REQUIRED' && me.patients.length === 0 ? `/patients/new?next=${encodeURIComponent(next)}` : next)
}

'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ConsentBox } from '@/consents/consent-box'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { GiveConsentDocument, StartIdentityCheckDocument } from '@/graphql/graphql'

interface StartCheckProps {
  patientId: string
  form: { key: string; title: string; version: number }
  /** Whose wording the form is. */
  institutionId?: string
  next?: string
  again: boolean
}

/** Consent first; then the browser goes to the provider's page and comes back to ours. */
export function StartCheck({ patientId, form, institutionId, next, again }: StartCheckProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [agreed, setAgreed] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching: consenting }, consent] = useMutation(GiveConsentDocument)
  const [{ fetching: starting }, start] = useMutation(StartIdentityCheckDocument)
  const busy = consenting || starting || leaving

  async function begin() {
    if (busy) return
    if (!agreed) return setProblem({ code: 'CONSENT_REQUIRED', message: '请先阅读并勾选同意书。' })
    setProblem(undefined)
    const given = await consent({ input: { patientId, textKey: form.key, version: form.version, institutionId, subjectType: 'IdentityCheck' } })
    if (!given.data) return refuse(problemOf(given.error))
    const returnUrl = new URL(`/identity/return${next ? `?next=${encodeURIComponent(next)}` : ''}`, window.location.origin).href
    const { data, error } = await start({ input: { patientId, consentId: given.data.giveConsent.id, returnUrl } })
    const url = data?.startIdentityCheck.url
    if (!url) return refuse(problemOf(error) ?? { code: 'IDENTITY_UNAVAILABLE', message: '人脸核验没有打开，请稍后重试。' })
    setLeaving(true)
    window.location.assign(url)
  }

  /** A form that has changed since it was shown is shown anew, and agreed to anew. */
  function refuse(refused: Problem | null) {
    setProblem(refused ?? undefined)
    if (refused?.code !== 'CONSENT_OUTDATED') return
    setAgreed(false)
    router.refresh()
  }

  return (
    <>
      <ConsentBox form={form} agreed={agreed} disabled={!hydrated} onChange={(now) => { setAgreed(now); setProblem(undefined) }} />
      {problem && <ProblemNote problem={problem} />}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy} onClick={begin}>{busy ? '正在打开…' : again ? '重新核验' : '开始人脸核验'}</button>
      </ActionBar>
    </>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useId, useState, type FormEvent } from 'react'
import { useClient, useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ConsentBox } from '@/consents/consent-box'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { ApplyHealthCardDocument, GiveConsentDocument, HealthCardAuthorizationDocument, type HealthCardFormQuery } from '@/graphql/graphql'
import { IdentityWay } from '@/identity/identity-way'
import { TextField } from '@/people/text-field'
import formStyles from '@/people/person-form.module.css'
import { keepApplication } from './application'
import styles from './health-card.module.css'

interface ApplicationFormProps {
  patient: NonNullable<HealthCardFormQuery['patient']>
  channels: HealthCardFormQuery['healthCardChannels']
  form: { key: string; title: string; version: number }
  /** Whose wording the form is. */
  institutionId?: string
  phoneKnown: string
}

/** Consent, then the channel: on its own page where it asks people themselves, else at once. */
export function ApplicationForm({ patient, channels, form, institutionId, phoneKnown }: ApplicationFormProps) {
  const router = useRouter()
  const client = useClient()
  const hydrated = useHydrated()
  const nationId = useId()
  const [channel, setChannel] = useState(channels[0]!.code)
  const [nation, setNation] = useState('汉族')
  const [phone, setPhone] = useState('')
  const [address, setAddress] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [, consent] = useMutation(GiveConsentDocument)
  const [, apply] = useMutation(ApplyHealthCardDocument)
  const here = `/patients/${patient.id}/health-card`
  const wrong = problem?.details?.field

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (!agreed) return setProblem({ code: 'CONSENT_REQUIRED', message: '请先阅读并勾选授权书。' })
    setProblem(undefined)
    setBusy(true)
    const refused = await send()
    if (refused === undefined) return
    setProblem(refused ?? undefined)
    setBusy(false)
    if (refused?.code !== 'CONSENT_OUTDATED') return
    setAgreed(false)
    router.refresh()
  }

  /** Undefined: on the way to another page. */
  async function send(): Promise<Problem | null | undefined> {
    const given = await consent({ input: { patientId: patient.id, textKey: form.key, version: form.version, institutionId, subjectType: 'HealthCard' } })
    if (!given.data) return problemOf(given.error)
    const application = { patientId: patient.id, channel, consentId: given.data.giveConsent.id, nation, ...(phone && { phone }), ...(address && { address }) }
    const asked = await client.query(HealthCardAuthorizationDocument, { returnUrl: `${window.location.origin}${here}/return` }).toPromise()
    if (!asked.data) return problemOf(asked.error)
    const url = asked.data.healthCardChannels.find(({ code }) => code === channel)?.authorizeUrl
    if (url) {
      keepApplication(application)
      window.location.assign(url)
      return undefined
    }
    const { data, error } = await apply({ input: application })
    if (!data) return problemOf(error)
    router.replace(here)
    router.refresh()
    return undefined
  }

  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <section className="ih-card">
        <div>
          <h2>{patient.name}</h2>
          <p>身份证 {patient.maskedIdCard}</p>
        </div>
        {channels.length > 1 && (
          <fieldset className={formStyles.field}>
            <legend>领取渠道</legend>
            <div className={formStyles.options}>
              {channels.map(({ code, label }) => (
                <label key={code}>
                  <input type="radio" name="channel" value={code} disabled={!hydrated} checked={code === channel} onChange={() => setChannel(code)} />
                  <span>{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div className={formStyles.field}>
          <label htmlFor={nationId}>民族</label>
          <select id={nationId} className={styles.select} disabled={!hydrated} value={nation} onChange={({ target }) => setNation(target.value)}>
            {channels[0]!.nations.map((one) => <option key={one}>{one}</option>)}
          </select>
        </div>
        <TextField name="phone" label="手机号（可不填）" placeholder={phoneKnown} type="tel" autoComplete="off" maxLength={11} value={phone} onChange={setPhone} disabled={!hydrated} problem={wrong === 'phone' ? problem?.message : undefined} />
        <TextField name="address" label="住址（可不填）" placeholder="省市区、街道、门牌号" autoComplete="off" maxLength={100} value={address} onChange={setAddress} disabled={!hydrated} problem={wrong === 'address' ? problem?.message : undefined} />
      </section>
      <ConsentBox form={form} agreed={agreed} disabled={!hydrated} onChange={(now) => { setAgreed(now); setProblem(undefined) }} />
      {problem && wrong !== 'phone' && wrong !== 'address' && <ProblemNote problem={problem} />}
      {problem && <IdentityWay problem={problem} next={`${here}/apply`} />}
      <ActionBar>
        <button className="ih-button" data-kind="primary" disabled={!hydrated || busy}>{busy ? '正在提交…' : '授权并领取'}</button>
      </ActionBar>
    </form>
  )
}

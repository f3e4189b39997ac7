'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { toast } from '@/feedback'
import { ActionBar } from '@/frame/action-bar'
import { UpdatePatientDocument, type PersonFragment } from '@/graphql/graphql'
import { RelationshipField } from './relationship-field'
import { TextField } from './text-field'
import styles from './person-form.module.css'

const FIELDS = ['phone', 'relationship', 'guardian.name', 'guardian.idCard', 'guardian.phone']
const shownAtField = (field: unknown) => typeof field === 'string' && FIELDS.includes(field)

/** Name and id card are what the hospital's record stands on: only the counter changes them. */
export function PersonEditForm({ person, hasSelf }: { person: PersonFragment; hasSelf: boolean }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [phone, setPhone] = useState('')
  const [guardian, setGuardian] = useState({ name: '', idCard: '', phone: '' })
  const [relationship, setRelationship] = useState(person.relationship)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, update] = useMutation(UpdatePatientDocument)
  const wrong = problem?.details?.field

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const { data, error } = await update({ input: { id: person.id, relationship, ...(phone && { phone }), ...(Object.values(guardian).some(Boolean) && { guardian }) } })
    if (!data) return setProblem(problemOf(error))
    void toast('已保存')
    router.replace('/patients')
    router.refresh()
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <section className="ih-card">
        <div>
          <h2>{person.name}</h2>
          <p>身份证 {person.maskedIdCard}</p>
        </div>
        <RelationshipField chosen={relationship} hasSelf={hasSelf} disabled={!hydrated} onChoose={setRelationship} problem={wrong === 'relationship' ? problem?.message : undefined} />
        <TextField name="phone" label="手机号" placeholder={person.maskedPhone ?? '用于医院联系'} type="tel" autoComplete="off" maxLength={11} value={phone} onChange={setPhone} disabled={!hydrated} problem={wrong === 'phone' ? problem?.message : undefined} />
      </section>
      {person.isMinor && (
        <section className="ih-card">
          <div>
            <h2>更换监护人</h2>
            <p>现监护人 {person.guardianName}；不更换请留空。更换后须由新监护人重新刷脸实名。</p>
          </div>
          <TextField name="guardianName" label="监护人姓名" placeholder="与身份证一致" autoComplete="off" maxLength={30} value={guardian.name} onChange={(name) => setGuardian({ ...guardian, name })} disabled={!hydrated} problem={wrong === 'guardian.name' ? problem?.message : undefined} />
          <TextField name="guardianIdCard" label="监护人身份证号" placeholder="18 位" autoComplete="off" maxLength={18} capitalise value={guardian.idCard} onChange={(idCard) => setGuardian({ ...guardian, idCard })} disabled={!hydrated} problem={wrong === 'guardian.idCard' ? problem?.message : undefined} />
          <TextField name="guardianPhone" label="监护人手机号" placeholder="11 位手机号" type="tel" autoComplete="off" maxLength={11} value={guardian.phone} onChange={(number) => setGuardian({ ...guardian, phone: number })} disabled={!hydrated} problem={wrong === 'guardian.phone' ? problem?.message : undefined} />
        </section>
      )}
      <p className="ih-note" data-tone="plain">姓名、身份证号与医院档案一致，如需更正请带身份证到门诊窗口办理。</p>
      {problem && !shownAtField(wrong) && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      <ActionBar>
        <button className="ih-button" data-kind="primary" disabled={!hydrated || fetching}>{fetching ? '正在保存…' : '保存修改'}</button>
      </ActionBar>
    </form>
  )
}

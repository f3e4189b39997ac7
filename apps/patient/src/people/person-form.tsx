'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { InfoIcon, ShieldIcon } from '@hospital/web/parts/icons'
import { requestNote } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { toast } from '@/feedback'
import { ActionBar } from '@/frame/action-bar'
import { AddPatientDocument, type Relationship } from '@/graphql/graphql'
import { ADULT_AGE, ageOn, birthDateOf } from './id-card'
import { RelationshipField } from './relationship-field'
import { TextField } from './text-field'
import styles from './person-form.module.css'

interface PersonFormProps {
  next: string
  today: string
  /** 本人 is there already, and only once. */
  hasSelf: boolean
  /** At this terminal nobody else may be added. */
  selfOnly: boolean
}

const empty = { name: '', idCard: '', phone: '', 'guardian.name': '', 'guardian.idCard': '', 'guardian.phone': '' }
type Field = keyof typeof empty

/** Says what is wrong under the field it is about; what was typed stays. */
export function PersonForm({ next, today, hasSelf, selfOnly }: PersonFormProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [values, setValues] = useState(empty)
  const [relationship, setRelationship] = useState<Relationship>(hasSelf && !selfOnly ? 'PARENT' : 'SELF')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [leaving, setLeaving] = useState(false)
  const [{ fetching }, add] = useMutation(AddPatientDocument)
  const birthDate = birthDateOf(values.idCard)
  const minor = birthDate !== undefined && ageOn(birthDate, today) < ADULT_AGE
  const wrong = problem?.details?.field === 'guardian' ? 'guardian.name' : problem?.details?.field
  const busy = fetching || leaving || !hydrated
  const bind = (field: Field) => ({
    value: values[field],
    disabled: !hydrated,
    problem: wrong === field ? problem?.message : undefined,
    onChange: (value: string) => {
      setValues({ ...values, [field]: value })
      if (wrong === field) setProblem(null)
    },
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setProblem(null)
    const { data, error } = await add({ input: inputOf(values, relationship, minor) })
    if (!data) return setProblem(problemOf(error))
    setLeaving(true)
    void toast('已添加就诊人')
    router.replace(next)
    router.refresh()
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <section className="ih-card">
        <TextField name="name" label="姓名" placeholder="与身份证一致" autoComplete="name" maxLength={30} {...bind('name')} />
        <TextField name="idCard" label="身份证号" placeholder="18 位身份证号" autoComplete="off" maxLength={18} capitalise {...bind('idCard')} />
        <RelationshipField chosen={relationship} hasSelf={hasSelf && !selfOnly} selfOnly={selfOnly} disabled={!hydrated} onChoose={setRelationship} problem={wrong === 'relationship' ? problem?.message : undefined} />
        <TextField name="phone" label="手机号（选填）" placeholder="用于医院联系" type="tel" autoComplete="tel-national" maxLength={11} {...bind('phone')} />
      </section>
      {minor && (
        <section className="ih-card" aria-label="监护人">
          <h2>监护人</h2>
          <p className="ih-note" data-tone="plain"><InfoIcon size={18} />就诊人未满 {ADULT_AGE} 周岁，需填写一位成年监护人。</p>
          <TextField name="guardianName" label="监护人姓名" placeholder="与身份证一致" autoComplete="off" maxLength={30} {...bind('guardian.name')} />
          <TextField name="guardianIdCard" label="监护人身份证号" placeholder="18 位身份证号" autoComplete="off" maxLength={18} capitalise {...bind('guardian.idCard')} />
          <TextField name="guardianPhone" label="监护人手机号" placeholder="11 位手机号" type="tel" autoComplete="off" maxLength={11} {...bind('guardian.phone')} />
        </section>
      )}
      <p className="ih-note" data-tone="plain"><ShieldIcon size={18} />身份信息加密保存，只用于在医院建立和查找您的病历档案。</p>
      {problem && !isField(wrong) && (
        <p className="ih-note" data-tone="danger" role="alert">
          {[problem.message, problem.code === 'INTERNAL' && requestNote(problem)].filter(Boolean).join(' ')}
        </p>
      )}
      <ActionBar>
        <button className="ih-button" data-kind="primary" disabled={busy}>{fetching || leaving ? '正在建立档案…' : '添加就诊人'}</button>
      </ActionBar>
    </form>
  )
}

const isField = (field: unknown) => field === 'relationship' || (typeof field === 'string' && field in empty)

function inputOf(values: typeof empty, relationship: Relationship, minor: boolean) {
  const { name, idCard, phone } = values
  const guardian = { name: values['guardian.name'], idCard: values['guardian.idCard'], phone: values['guardian.phone'] }
  return { name, idCard, relationship, ...(phone && { phone }), ...(minor && { guardian }) }
}

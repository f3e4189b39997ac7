'use client'

import { useState, type ReactNode } from 'react'
import { Alert, App, Button, Drawer, Form, type FormInstance } from 'antd'
import { useMutation, type TypedDocumentNode } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import styles from './form.module.css'

export interface FormDrawerProps<Fields extends object, Data, Variables extends object> {
  title: string
  /** What it concerns, on top. */
  subject?: ReactNode
  /** `Form.Item`s, named by the keys of Fields. */
  children: ReactNode
  initial?: Partial<Fields>
  document: TypedDocumentNode<Data, Variables>
  variables(fields: Fields): Variables
  /** Verb and object: 提交退款 */
  submitText: string
  /** What follows from it, right above the act. */
  consequence?: ReactNode
  wide?: boolean
  /** Said once it is done. */
  doneText: string
  onDone(data: Data): void
  onClose(): void
}

/** A form in a drawer that runs one mutation: keeps what was typed when it is refused, says why beside the field it concerns. */
export function FormDrawer<Fields extends object, Data, Variables extends object>(props: FormDrawerProps<Fields, Data, Variables>) {
  const { title, subject, children, initial, consequence, wide, onClose } = props
  const [form] = Form.useForm<Fields>()
  const { submit, busy, problem } = useSubmit(props, form)
  const { modal } = App.useApp()
  const leave = () => {
    if (busy) return
    if (!form.isFieldsTouched()) return onClose()
    modal.confirm({ title: '放弃已填写的内容？', okText: '放弃填写', cancelText: '继续填写', onOk: onClose })
  }
  return (
    <Drawer open closable={{ placement: 'end' }} title={title} size={wide ? 720 : 520} onClose={leave} mask={{ closable: false }} footer={<Footer {...props} busy={busy} onCancel={leave} onSubmit={form.submit} />}>
      {subject && <div className={styles.subject}>{subject}</div>}
      <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={submit} disabled={busy} scrollToFirstError>
        {children}
      </Form>
      {consequence && <Alert className={styles.consequence} type="warning" showIcon title={consequence} />}
      {problem && <Alert className={styles.problem} role="alert" type="error" showIcon title={problem.message} description={problem.requestId && `请求编号 ${problem.requestId.slice(0, 8).toUpperCase()}`} />}
    </Drawer>
  )
}

function useSubmit<Fields extends object, Data, Variables extends object>(props: FormDrawerProps<Fields, Data, Variables>, form: FormInstance<Fields>) {
  const { document, variables, doneText, onDone } = props
  const [{ fetching }, run] = useMutation(document)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { message } = App.useApp()

  async function submit(fields: Fields) {
    setProblem(null)
    const { data, error } = await run(variables(fields))
    const refused = problemOf(error)
    if (refused) {
      if (!showBesideField(form, refused)) setProblem(refused)
      return
    }
    void message.success(doneText)
    if (data) onDone(data)
  }

  return { submit, busy: fetching, problem }
}

/** A refusal that names its field (`details.field`) is shown there. */
function showBesideField<Fields extends object>(form: FormInstance<Fields>, { details, message }: Problem): boolean {
  const name = details?.field
  if (typeof name !== 'string' || !form.getFieldInstance(name as never)) return false
  form.setFields([{ name: name as never, errors: [message] }])
  form.scrollToField(name as never, { focus: true })
  return true
}

interface FooterProps {
  submitText: string
  busy: boolean
  onCancel(): void
  onSubmit(): void
}

function Footer({ submitText, busy, onCancel, onSubmit }: FooterProps) {
  return (
    <div className={styles.footer}>
      <Button onClick={onCancel} disabled={busy}>
        取消
      </Button>
      <Button type="primary" loading={busy} onClick={onSubmit}>
        {submitText}
      </Button>
    </div>
  )
}

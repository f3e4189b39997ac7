'use client'

import { useState } from 'react'
import { App, Button, Form, Select } from 'antd'
import { useQuery } from 'urql'
import { LongTextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import {
  AnswerFeedbackDocument, AssignFeedbackDocument, CloseFeedbackDocument, FeedbackHandlersDocument, HandOverFeedbackDocument,
  type AnswerFeedbackMutation, type AnswerFeedbackMutationVariables, type AssignFeedbackMutation, type AssignFeedbackMutationVariables, type FeedbackRowFragment,
} from '@/graphql/graphql'
import type { ListActs } from '@/table/data-table'
import styles from '@/table/table.module.css'

/** What may be done with it now, as the graph says. */
export function FeedbackActs({ feedback, list }: { feedback: FeedbackRowFragment; list: ListActs }) {
  const { id, number, availableActions } = feedback
  const { modal } = App.useApp()
  const [form, setForm] = useState<'answer' | 'assign' | null>(null)
  const handOver = useAct(HandOverFeedbackDocument, '已转交客服')
  const close = useAct(CloseFeedbackDocument, '反馈已关闭')
  const may = (action: string) => availableActions.includes(action)
  const ask = (title: string, content: string, okText: string, act: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText, cancelText: '取消', onOk: async () => { if (await act()) list.reload() } })
  const done = () => {
    setForm(null)
    list.reload()
  }
  return (
    <div className={styles.acts}>
      {may('close') && <Button onClick={() => ask(`关闭反馈 ${number}？`, '反馈人仍可查看记录，也可以再次反馈。', '关闭反馈', () => close.act({ id }))}>关闭反馈</Button>}
      {may('handOver') && <Button onClick={() => ask(`把 ${number} 转交客服？`, '由客服人员代为处理与答复，处理结果您仍可查看。', '转交客服', () => handOver.act({ id }))}>转交客服</Button>}
      {may('assign') && <Button onClick={() => setForm('assign')}>分派处理人</Button>}
      {may('answer') && <Button type="primary" onClick={() => setForm('answer')}>答复</Button>}
      {form === 'answer' && <AnswerForm feedback={feedback} onDone={done} onClose={() => setForm(null)} />}
      {form === 'assign' && <AssignForm feedback={feedback} onDone={done} onClose={() => setForm(null)} />}
    </div>
  )
}

interface FeedbackFormProps {
  feedback: FeedbackRowFragment
  onDone(): void
  onClose(): void
}

function AnswerForm({ feedback: { id, number, content }, onDone, onClose }: FeedbackFormProps) {
  return (
    <FormDrawer<{ body: string }, AnswerFeedbackMutation, AnswerFeedbackMutationVariables>
      title={`答复反馈 ${number}`}
      subject={content}
      document={AnswerFeedbackDocument}
      variables={({ body }) => ({ id, body })}
      submitText="发送答复"
      doneText="已答复，反馈人会收到通知"
      consequence="反馈人会立即收到通知并看到全文。"
      onDone={onDone}
      onClose={onClose}
    >
      <LongTextField name="body" label="答复内容" required most={1000} />
    </FormDrawer>
  )
}

function AssignForm({ feedback: { id, number, content, assignee }, onDone, onClose }: FeedbackFormProps) {
  const [{ data }] = useQuery({ query: FeedbackHandlersDocument })
  return (
    <FormDrawer<{ administratorId: string }, AssignFeedbackMutation, AssignFeedbackMutationVariables>
      title={`分派反馈 ${number}`}
      subject={content}
      initial={{ administratorId: assignee?.id }}
      document={AssignFeedbackDocument}
      variables={({ administratorId }) => ({ id, administratorId })}
      submitText="分派反馈"
      doneText="已分派"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="administratorId" label="处理人" rules={[{ required: true, message: '请选择处理人' }]}>
        <Select options={(data?.feedbackHandlers ?? []).map((handler) => ({ value: handler.id, label: handler.name }))} />
      </Form.Item>
    </FormDrawer>
  )
}

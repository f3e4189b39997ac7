'use client'

import { Form, Select } from 'antd'
import { LongTextField, NumberField, SwitchField, TextField } from '@/form/fields'
import { InstitutionField } from '@/form/institution-field'
import { FormDrawer } from '@/form/form-drawer'
import { SaveFaqDocument, type FaqRowFragment, type FaqShortcut, type SaveFaqMutation, type SaveFaqMutationVariables } from '@/graphql/graphql'
import { useWords } from '@/patients/words'
import { shortcutWords } from './words'

interface Fields {
  question: string
  answer: string
  category: string
  institutionId?: string
  shortcut?: FaqShortcut
  sortOrder: number
  enabled: boolean
}

interface FaqFormProps {
  /** Left out: a new one. */
  faq?: FaqRowFragment
  onDone(): void
  onClose(): void
}

export function FaqForm({ faq, onDone, onClose }: FaqFormProps) {
  const categories = useWords('faq-category')
  const initial = faq
    ? { question: faq.question, answer: faq.answer, category: faq.category, institutionId: faq.institutionId ?? undefined, shortcut: faq.shortcut ?? undefined, sortOrder: faq.sortOrder, enabled: faq.enabled }
    : { sortOrder: 100, enabled: true }
  return (
    <FormDrawer<Fields, SaveFaqMutation, SaveFaqMutationVariables>
      title={faq ? '修改问题' : '新建问题'}
      initial={initial}
      document={SaveFaqDocument}
      variables={(fields) => ({ input: { ...fields, institutionId: fields.institutionId ?? null, shortcut: fields.shortcut ?? null, id: faq?.id, version: faq?.version } })}
      submitText="保存问题"
      doneText="问题已保存，立即生效"
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="question" label="问题" required most={60} />
      <LongTextField name="answer" label="答案" required most={2000} />
      <Form.Item name="category" label="分类" rules={[{ required: true, message: '请选择分类' }]} extra="分类在「数据字典」中维护。">
        <Select options={[...categories]} />
      </Form.Item>
      <Form.Item name="shortcut" label="业务快捷入口" extra="答案下方显示的入口，可不选。">
        <Select allowClear options={Object.entries(shortcutWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <InstitutionField label="适用机构" hint="不选则全院显示；下级机构沿用上级的问题。" />
      <NumberField name="sortOrder" label="顺序" largest={9_999} hint="数字小的在前。" />
      <SwitchField name="enabled" label="启用" />
    </FormDrawer>
  )
}

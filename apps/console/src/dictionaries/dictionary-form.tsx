'use client'

import { Form, Input, InputNumber, Switch } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { SaveDictionaryDocument, SaveDictionaryEntryDocument, type DictionaryRowFragment, type SaveDictionaryEntryMutation, type SaveDictionaryEntryMutationVariables, type SaveDictionaryMutation, type SaveDictionaryMutationVariables } from '@/graphql/graphql'

const codeRule = { required: true, pattern: /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, message: '1 到 40 位字母、数字、点、横线或下划线，以字母开头' }

interface DictionaryFormProps {
  /** Left out: a new one. */
  dictionary?: DictionaryRowFragment
  onDone(): void
  onClose(): void
}

export function DictionaryForm({ dictionary, onDone, onClose }: DictionaryFormProps) {
  return (
    <FormDrawer<{ code: string; name: string; description?: string }, SaveDictionaryMutation, SaveDictionaryMutationVariables>
      title={dictionary ? `修改字典“${dictionary.name}”` : '新建字典'}
      initial={dictionary && { code: dictionary.code, name: dictionary.name, description: dictionary.description ?? undefined }}
      document={SaveDictionaryDocument}
      variables={(fields) => ({ input: { ...fields, id: dictionary?.id, version: dictionary?.version } })}
      submitText="保存字典"
      doneText="字典已保存"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="code" label="编码" rules={[codeRule]}>
        <Input maxLength={40} disabled={Boolean(dictionary)} />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请输入名称' }]}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="description" label="说明">
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}

export type EntryRow = DictionaryRowFragment['entries'][number]

interface EntryFormProps {
  dictionary: DictionaryRowFragment
  /** Left out: a new one. */
  entry?: EntryRow
  onDone(): void
  onClose(): void
}

export function EntryForm({ dictionary, entry, onDone, onClose }: EntryFormProps) {
  const next = Math.max(0, ...dictionary.entries.map(({ sortOrder }) => sortOrder)) + 1
  return (
    <FormDrawer<{ code: string; label: string; sortOrder: number; enabled: boolean }, SaveDictionaryEntryMutation, SaveDictionaryEntryMutationVariables>
      title={entry ? `修改条目“${entry.label}”` : `新建条目：${dictionary.name}`}
      initial={entry ? { code: entry.code, label: entry.label, sortOrder: entry.sortOrder, enabled: entry.enabled } : { sortOrder: next, enabled: true }}
      document={SaveDictionaryEntryDocument}
      variables={(fields) => ({ input: { ...fields, dictionaryId: dictionary.id, id: entry?.id, version: entry?.version } })}
      submitText="保存条目"
      doneText="条目已保存，立即生效"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="code" label="编码" rules={[codeRule]}>
        <Input maxLength={40} disabled={Boolean(entry)} />
      </Form.Item>
      <Form.Item name="label" label="显示名称" rules={[{ required: true, whitespace: true, message: '请输入显示名称' }]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="sortOrder" label="顺序" rules={[{ required: true, message: '请输入顺序' }]}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
      <Form.Item name="enabled" label="启用" valuePropName="checked">
        <Switch disabled={entry?.builtIn} checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
    </FormDrawer>
  )
}

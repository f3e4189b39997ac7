'use client'

import { DatePicker, Form, Input, Select, Tabs } from 'antd'
import type { Dayjs } from 'dayjs'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { PublishTextDocument, type PublishTextMutation, type PublishTextMutationVariables, type TextRowFragment } from '@/graphql/graphql'
import { Difference } from './difference-view'
import { kindWords } from './words'
import styles from './texts.module.css'

interface Fields {
  key: string
  kind: keyof typeof kindWords
  institutionId?: string
  title: string
  body: string
  note?: string
  from?: Dayjs | null
}

interface TextFormProps {
  /** Left out: a new text. */
  text?: TextRowFragment
  institutions: { value: string; label: string }[]
  onDone(): void
  onClose(): void
}

/** The next version of a text, with how it will read and what it changes. */
export function TextForm({ text, institutions, onDone, onClose }: TextFormProps) {
  return (
    <FormDrawer<Fields, PublishTextMutation, PublishTextMutationVariables>
      wide
      title={text ? `发布新版本：${text.title}` : '新建文案'}
      subject={text && `${text.institution?.name ?? '全院'}，当前第 ${text.version} 版`}
      initial={text ? { key: text.key, kind: text.kind, institutionId: text.institution?.id, title: text.title, body: text.body } : { kind: 'CONSENT' }}
      document={PublishTextDocument}
      variables={({ from, note, institutionId, ...fields }) => ({ input: { ...fields, institutionId: institutionId ?? null, note: note ?? null, from: from?.format('YYYY-MM-DD') ?? null, after: text?.version ?? 0 } })}
      submitText="发布文案"
      consequence="发布后不能修改，只能再发布新版本；此前的同意记录仍对应当时的版本。"
      doneText="文案已发布"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="key" label="标识" rules={[{ required: true, pattern: /^[a-z][a-z0-9-]*(\.[a-z0-9-]+){1,5}$/, message: '小写字母、数字和点，如 homecare.notice' }]}>
        <Input maxLength={80} disabled={Boolean(text)} />
      </Form.Item>
      <Form.Item name="kind" label="类型">
        <Select disabled={Boolean(text)} options={Object.entries(kindWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="institutionId" label="适用机构" extra="不选则适用于全院；选择机构后，该机构及下级优先使用">
        <Select allowClear disabled={Boolean(text)} options={institutions} placeholder="全院" />
      </Form.Item>
      <TextField name="title" label="标题" required />
      <Wording before={text?.body} />
      <TextField name="note" label="更新说明" most={200} hint="仅管理端可见" />
      <Form.Item name="from" label="生效日期" extra="不选则立即生效；选择以后的日期，当天零时生效">
        <DatePicker />
      </Form.Item>
    </FormDrawer>
  )
}

function Wording({ before }: { before?: string }) {
  const body = (Form.useWatch('body') as string | undefined) ?? ''
  return (
    <Tabs
      items={[
        {
          key: 'edit', label: '正文', forceRender: true,
          children: (
            <Form.Item name="body" label="正文" rules={[{ required: true, whitespace: true, message: '请填写正文' }]}>
              <Input.TextArea autoSize={{ minRows: 10, maxRows: 20 }} maxLength={20_000} showCount />
            </Form.Item>
          ),
        },
        { key: 'preview', label: '预览', children: <div className={`${styles.paper} ${styles.phone}`} role="region" aria-label="预览" tabIndex={0}>{body || '（空）'}</div> },
        ...(before === undefined ? [] : [{ key: 'difference', label: '与上一版的差异', children: <Difference before={before} after={body.trim()} /> }]),
      ]}
    />
  )
}

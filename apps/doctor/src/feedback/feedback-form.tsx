'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { App, Button, Form, Input, Radio } from 'antd'
import { useMutation } from 'urql'
import { feedbackKindWords } from '@hospital/web/feedback/words'
import { useHydrated } from '@hospital/web/hydrated'
import { CloseIcon, PictureIcon } from '@hospital/web/parts/icons'
import { problemOf, type Problem } from '@hospital/web/problem'
import { useUploads } from '@hospital/web/upload/use-upload'
import { SubmitFeedbackDocument, type FeedbackKind } from '@/graphql/graphql'
import styles from '@/own/own.module.css'

interface Fields {
  kind: FeedbackKind
  content: string
  contact?: string
}

/** As the graph takes them. */
const MOST = 6

export function FeedbackForm() {
  const router = useRouter()
  const { message } = App.useApp()
  const hydrated = useHydrated()
  const [form] = Form.useForm<Fields>()
  const { items, add, remove } = useUploads()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, submit] = useMutation(SubmitFeedbackDocument)
  const unfinished = items.some(({ receipt, problem: failed }) => !receipt && !failed)

  async function send({ kind, content, contact }: Fields) {
    if (items.some((item) => item.problem)) return setProblem({ code: 'UPLOAD', message: '有图片没有传上去，请移除后再提交。' })
    const { data, error } = await submit({ input: { kind, content, contact: contact?.trim() || null, uploadReceipts: items.flatMap(({ receipt }) => receipt ?? []) } })
    setProblem(problemOf(error))
    if (!data) return
    void message.success('反馈已提交')
    router.push(`/feedback/${data.submitFeedback.id}`)
  }

  return (
    <Form<Fields> form={form} className={styles.card} layout="vertical" requiredMark={false} initialValues={{ kind: 'PROBLEM' }} onFinish={send} disabled={fetching || !hydrated} aria-label="提交反馈">
      <Form.Item name="kind" label="类型">
        <Radio.Group options={Object.entries(feedbackKindWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="content" label="内容" rules={[{ required: true, whitespace: true, min: 5, message: '请用至少 5 个字说明' }]}>
        <Input.TextArea rows={4} maxLength={500} showCount placeholder="请写下遇到的问题、意见或建议。" />
      </Form.Item>
      <Form.Item name="contact" label="联系方式（选填）" extra="加密保存，仅处理反馈的工作人员在需要联系您时查看。">
        <Input maxLength={60} placeholder="手机号、邮箱或分机号" />
      </Form.Item>
      <ul className={styles.files} aria-label="图片">
        {items.map(({ key, file, previewUrl, receipt, share, problem: failed }) => (
          <li key={key}>
            <a href={previewUrl} target="_blank" rel="noreferrer">{file.name}</a>
            {failed ? <span className={styles.wrong} role="alert">{failed}</span> : !receipt && <span role="status">{Math.floor(share * 100)}%</span>}
            <button type="button" aria-label={`移除${file.name}`} onClick={() => remove(key)}><CloseIcon size={16} /></button>
          </li>
        ))}
        {items.length < MOST && (
          <li>
            <label className={styles.choose}>
              <PictureIcon size={16} />
              添加图片（最多 {MOST} 张）
              <input type="file" multiple accept="image/jpeg,image/png,image/webp" onChange={({ target }) => { add([...(target.files ?? [])].slice(0, MOST - items.length)); target.value = '' }} />
            </label>
          </li>
        )}
      </ul>
      {problem && <p className="ih-note" data-tone="danger" role="alert" style={{ marginTop: 12 }}>{problem.message}</p>}
      <div className={styles.foot}>
        <p>处理进度和回复会通知您，也可在下方查看。</p>
        <Button type="primary" htmlType="submit" loading={fetching} disabled={unfinished || !hydrated}>{unfinished ? '图片上传中…' : '提交反馈'}</Button>
      </div>
    </Form>
  )
}

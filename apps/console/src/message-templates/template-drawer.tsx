'use client'

import { useState } from 'react'
import { Alert, App, Button, Drawer, Select, Tabs } from 'antd'
import { useMutation } from 'urql'
import { OUTSIDE_CHANNELS, problemsOf, type OutsideChannel, type TemplateContent, type TemplateProblem } from '@hospital/events/notice-text'
import type { NoticeDeclaration } from '@hospital/events/notices'
import { useMay } from '@hospital/web/parts/staff'
import { problemOf } from '@hospital/web/problem'
import { ResetMessageTemplateDocument, SaveMessageTemplateDocument, type MessageTemplateRowFragment } from '@/graphql/graphql'
import { useAct } from '@/form/use-act'
import { History } from '@/table/history'
import { ChannelPart, Preview, SmsPreview, TextLine, VariableKeys } from './channel-part'
import styles from './message-templates.module.css'
import { WechatPart } from './wechat-part'

interface TemplateDrawerProps {
  template: MessageTemplateRowFragment
  institutionId: string | null
  place: string
  onDone(): void
  onClose(): void
}

export function TemplateDrawer(props: TemplateDrawerProps) {
  const { template, place, onClose } = props
  const mayReadLog = useMay('audit:read')
  const [content, setContent] = useState<TemplateContent>(() => contentOf(template))
  const words = { key: 'words', label: '内容', children: <Words template={template} content={content} onChange={setContent} /> }
  const history = mayReadLog && template.id ? [{ key: 'history', label: '变更历史', children: <History subjectType="MessageTemplate" subjectId={template.id} />, destroyOnHidden: true }] : []
  return (
    <Drawer open closable={{ placement: 'end' }} title={`${template.label}（${place}）`} size={720} onClose={onClose} footer={<Footer {...props} content={content} />}>
      <Tabs items={[words, ...history]} />
    </Drawer>
  )
}

const contentOf = ({ inApp, sms, wechat, order }: MessageTemplateRowFragment): TemplateContent => ({
  inApp: { enabled: inApp.enabled, title: inApp.title, body: inApp.body },
  sms: { enabled: sms.enabled, body: sms.body, tencentCode: sms.tencentCode ?? null, aliyunCode: sms.aliyunCode ?? null },
  wechat: { enabled: wechat.enabled, kind: wechat.kind, templateId: wechat.templateId ?? null, keywords: wechat.keywords.map(({ key, text }) => ({ key, text })) },
  order: order as OutsideChannel[],
})

/** As the catalogue declares it, out of what the graph says of it. */
const declarationOf = ({ label, group, variables }: MessageTemplateRowFragment): NoticeDeclaration => ({
  label, group: group as NoticeDeclaration['group'], words: {},
  variables: Object.fromEntries(variables.map(({ name, label: word, example }) => [name, { label: word, example }])), needed: variables.filter(({ needed }) => needed).map(({ name }) => name),
})

interface WordsProps {
  template: MessageTemplateRowFragment
  content: TemplateContent
  onChange(content: TemplateContent): void
}

function Words({ template, content, onChange }: WordsProps) {
  const declaration = declarationOf(template)
  const problems = problemsOf(declaration, template.audience, content)
  const problemAt = (field: TemplateProblem['field']) => problems.find((one) => one.field === field)?.message
  const examples = Object.fromEntries(template.variables.map(({ name, example }) => [name, example]))
  const { inApp, sms, order } = content
  return (
    <div className={styles.drawer}>
      <VariableKeys variables={template.variables} />
      <ChannelPart title="站内消息" on={inApp.enabled} onSwitch={(enabled) => onChange({ ...content, inApp: { ...inApp, enabled } })}>
        <TextLine id="in-app-title" label="标题" value={inApp.title} problem={problemAt('inApp.title')} onChange={(title) => onChange({ ...content, inApp: { ...inApp, title } })} />
        <TextLine id="in-app-body" label="正文" long value={inApp.body} problem={problemAt('inApp.body')} onChange={(body) => onChange({ ...content, inApp: { ...inApp, body } })} />
        <Preview title={inApp.title} body={inApp.body} examples={examples} />
      </ChannelPart>
      {template.audience === 'ACCOUNT' && (
        <>
          <ChannelPart title="短信" on={sms.enabled} onSwitch={(enabled) => onChange({ ...content, sms: { ...sms, enabled } })}>
            <TextLine id="sms-body" label="短信正文" long value={sms.body} problem={problemAt('sms.body')} hint="须与服务商审核通过的模板文字一致；变量按出现的先后对应服务商模板的变量。" onChange={(body) => onChange({ ...content, sms: { ...sms, body } })} />
            <TextLine id="sms-tencent" label="腾讯云模板编号" value={sms.tencentCode ?? ''} problem={problemAt('sms.tencentCode')} hint="不填则使用接入配置中的编号。" onChange={(code) => onChange({ ...content, sms: { ...sms, tencentCode: code.trim() || null } })} />
            <TextLine id="sms-aliyun" label="阿里云模板编号" value={sms.aliyunCode ?? ''} problem={problemAt('sms.aliyunCode')} hint="不填则使用接入配置中的编号。" onChange={(code) => onChange({ ...content, sms: { ...sms, aliyunCode: code.trim() || null } })} />
            <SmsPreview body={sms.body} examples={examples} />
          </ChannelPart>
          <WechatPart content={content} examples={examples} problemAt={problemAt} onChange={onChange} />
          <div>
            <label htmlFor="channel-order">发送顺序</label>
            <Select id="channel-order" style={{ width: '100%' }} value={order[0]} options={OUTSIDE_CHANNELS.map((first) => ({ value: first, label: first === 'WECHAT' ? '先发微信，失败再发短信' : '先发短信，失败再发微信' }))}
              onChange={(first) => onChange({ ...content, order: [first, ...OUTSIDE_CHANNELS.filter((other) => other !== first)] })} />
            <p className={styles.note}>关闭的渠道跳过；站内消息始终独立发送。{template.urgent ? '此业务紧急，夜间照常发送。' : '免打扰时段内推迟到早上发送。'}</p>
          </div>
        </>
      )}
    </div>
  )
}

function Footer({ template, institutionId, content, onDone }: TemplateDrawerProps & { content: TemplateContent }) {
  const [{ fetching }, save] = useMutation(SaveMessageTemplateDocument)
  const { message, modal } = App.useApp()
  const [refused, refuse] = useState<string | null>(null)
  const { act: reset, busy: resetting } = useAct(ResetMessageTemplateDocument, '已恢复')
  const place = { event: template.event, audience: template.audience, institutionId, version: template.version }
  const wrong = problemsOf(declarationOf(template), template.audience, content)

  async function submit() {
    const { error } = await save({ input: { ...place, ...content } })
    const problem = problemOf(error)
    refuse(problem?.message ?? null)
    if (problem) return
    void message.success('模板已保存，下一条消息起生效')
    onDone()
  }
  const askReset = () => modal.confirm({ title: '恢复默认内容？', content: institutionId ? '本机构将沿用全院的模板。' : '将恢复为系统自带的内容。', okText: '恢复', cancelText: '取消', onOk: async () => { if (await reset({ input: place })) onDone() } })

  return (
    <>
      {refused && <Alert role="alert" type="error" showIcon title={refused} style={{ marginBottom: 12 }} />}
      <div className={styles.footer}>
        {template.source === 'OWN' && <Button loading={resetting} onClick={askReset}>恢复默认</Button>}
        <Button type="primary" loading={fetching} disabled={wrong.length > 0} onClick={submit}>保存模板</Button>
      </div>
    </>
  )
}

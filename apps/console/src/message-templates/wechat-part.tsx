import { Alert, Form, Input, Select } from 'antd'
import { fillIn, type TemplateContent, type TemplateProblem } from '@hospital/events/notice-text'
import { ChannelPart, TextLine } from './channel-part'
import styles from './message-templates.module.css'

interface WechatPartProps {
  content: TemplateContent
  examples: Readonly<Record<string, string>>
  problemAt(field: TemplateProblem['field']): string | undefined
  onChange(content: TemplateContent): void
}

/** One keyword a line: `thing1=您预约的{when}的门诊`. */
export function WechatPart({ content, examples, problemAt, onChange }: WechatPartProps) {
  const { wechat } = content
  const change = (patch: Partial<TemplateContent['wechat']>) => onChange({ ...content, wechat: { ...wechat, ...patch } })
  const problem = problemAt('wechat.keywords')
  return (
    <ChannelPart title="微信" on={wechat.enabled} onSwitch={(enabled) => change({ enabled })}>
      <Alert type="info" showIcon title="发给已绑定微信并关注公众号的患者；没有绑定、没有关注或送达失败的，按发送顺序改用短信。" style={{ marginBottom: 12 }} />
      <Form.Item label="消息类型" htmlFor="wechat-kind" layout="vertical">
        <Select id="wechat-kind" value={wechat.kind} options={[{ value: 'TEMPLATE', label: '公众号模板消息' }, { value: 'SUBSCRIBE', label: '公众号订阅通知' }]} onChange={(kind) => change({ kind })} />
      </Form.Item>
      <TextLine id="wechat-template" label="微信模板编号" value={wechat.templateId ?? ''} problem={problemAt('wechat.templateId')} onChange={(templateId) => change({ templateId: templateId.trim() || null })} />
      <Form.Item label="关键词" htmlFor="wechat-keywords" layout="vertical" validateStatus={problem ? 'error' : undefined} help={problem && <span role="alert">{problem}</span>} extra={problem ? undefined : '每行一个，形如 time1={when}。'}>
        <Input.TextArea id="wechat-keywords" autoSize={{ minRows: 2, maxRows: 8 }} defaultValue={wechat.keywords.map(({ key, text }) => `${key}=${text}`).join('\n')} onChange={(event) => change({ keywords: keywordsOf(event.target.value) })} />
      </Form.Item>
      {wechat.keywords.length > 0 && <div className={styles.preview} aria-label="微信预览" role="note">{wechat.keywords.map(({ key, text }) => `${key}：${fillIn(text, examples)}`).join('\n')}</div>}
    </ChannelPart>
  )
}

const keywordsOf = (lines: string) => lines.split('\n').filter((line) => line.trim()).map((line) => {
  const at = line.indexOf('=')
  return at < 0 ? { key: line.trim(), text: '' } : { key: line.slice(0, at).trim(), text: line.slice(at + 1).trim() }
})

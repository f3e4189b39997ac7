'use client'

import { useState } from 'react'
import { Alert, App, Button, Checkbox, Form, Input, Select, Switch } from 'antd'
import { useMutation } from 'urql'
import { ArrowDownIcon, ArrowUpIcon, CloseIcon } from '@hospital/web/parts/icons'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { Panes } from '@/frame/panes'
import { ResetHelpPageDocument, SetHelpPageDocument, type HelpModuleKind, type HelpPageFieldsFragment } from '@/graphql/graphql'
import styles from './help.module.css'

const moduleWords: Record<HelpModuleKind, { word: string; hint: string }> = {
  FAQ: { word: '常见问题', hint: '按分类查看与搜索；问题在「常见问题」中维护。' },
  FEEDBACK: { word: '意见反馈', hint: '关闭后不再受理新的反馈，已提交的仍可查看与处理。' },
  SERVICE: { word: '人工客服', hint: '客服电话、服务时间与微信客服。' },
}

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'].map((label, at) => ({ value: at + 1, label }))
const times = Array.from({ length: 48 }, (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`).concat('23:59').map((value) => ({ value, label: value }))

interface Fields {
  phone?: string
  wechatName?: string
  wechatUrl?: string
  hours: { weekdays: number[]; start: string; end: string }[]
}

interface HelpFormProps {
  name: string
  page: HelpPageFieldsFragment
  onChanged(): void
}

/** Which parts the page has, in which order, and who helps. */
export function HelpForm({ name, page, onChanged }: HelpFormProps) {
  const { institutionId, own, version, service } = page
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [modules, setModules] = useState(page.modules.map(({ kind, enabled }) => ({ kind, enabled })))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, set] = useMutation(SetHelpPageDocument)
  const reset = useAct(ResetHelpPageDocument, '已恢复沿用上级')

  async function save({ phone, wechatName, wechatUrl, hours }: Fields) {
    const { error } = await set({ input: { institutionId, version, modules, phone: phone || null, wechatName: wechatName || null, wechatUrl: wechatUrl || null, hours } })
    const refused = problemOf(error)
    const field = refused?.details?.field
    if (refused && (field === 'phone' || field === 'wechatName' || field === 'wechatUrl')) {
      form.setFields([{ name: field, errors: [refused.message] }])
      return setProblem(null)
    }
    setProblem(refused)
    if (refused) return
    void message.success('已保存，立即生效')
    onChanged()
  }

  return (
    <>
      <Panes.Head title={name} hint={institutionId ? '没有单独设置时，沿用上级机构的设置。' : '各机构没有单独设置时，按这里的设置显示。'}>
        {own ? <Tag tone="info">本级设置</Tag> : <Tag tone="neutral">{institutionId ? '沿用上级' : '系统默认'}</Tag>}
        {own && (
          <Button loading={reset.busy} onClick={async () => { if (await reset.act({ institutionId, version })) onChanged() }}>
            恢复沿用
          </Button>
        )}
      </Panes.Head>
      <Form<Fields>
        form={form}
        layout="vertical"
        disabled={fetching}
        className={styles.form}
        initialValues={{ phone: service.phone ?? '', wechatName: service.wechatName ?? '', wechatUrl: service.wechatUrl ?? '', hours: service.hours.map((span) => ({ weekdays: span.weekdays, start: span.start, end: span.end })) }}
        onFinish={save}
      >
        <Modules modules={modules} onChange={setModules} />
        <h3>人工客服</h3>
        <div className={styles.columns}>
          <Form.Item name="phone" label="客服电话">
            <Input maxLength={20} placeholder="例如 0571-88880000" />
          </Form.Item>
          <Form.Item name="wechatName" label="微信客服名称">
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name="wechatUrl" label="微信客服链接">
            <Input maxLength={200} placeholder="https://work.weixin.qq.com/kfid/…" />
          </Form.Item>
        </div>
        <Hours />
        {problem && <Alert role="alert" type="error" showIcon title={problem.message} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={fetching}>
          保存设置
        </Button>
      </Form>
    </>
  )
}

type Module = HelpPageFieldsFragment['modules'][number]

function Modules({ modules, onChange }: { modules: readonly Module[]; onChange(modules: Module[]): void }) {
  const swap = (at: number, to: number) => onChange(modules.map((module, index) => (index === at ? modules[to]! : index === to ? modules[at]! : module)))
  return (
    <ol className={styles.modules} aria-label="帮助页面模块">
      {modules.map(({ kind, enabled }, at) => {
        const { word, hint } = moduleWords[kind]
        return (
          <li key={kind} data-module={kind}>
            <div>
              <b>{word}</b>
              <p>{hint}</p>
            </div>
            <Switch aria-label={word} checked={enabled} checkedChildren="开" unCheckedChildren="关" onChange={(on) => onChange(modules.map((module) => (module.kind === kind ? { ...module, enabled: on } : module)))} />
            <Button icon={<ArrowUpIcon size={16} />} aria-label={`${word}上移`} disabled={at === 0} onClick={() => swap(at, at - 1)} />
            <Button icon={<ArrowDownIcon size={16} />} aria-label={`${word}下移`} disabled={at === modules.length - 1} onClick={() => swap(at, at + 1)} />
          </li>
        )
      })}
    </ol>
  )
}

async function checkDays(_rule: unknown, days: number[] | undefined): Promise<void> {
  if (!days?.length) throw new Error('请选择日子')
}

function Hours() {
  return (
    <Form.List name="hours">
      {(fields, { add, remove }) => (
        <fieldset className={styles.hours}>
          <legend>服务时间</legend>
          {fields.length === 0 && <p>没有设置服务时间，视为全天服务。</p>}
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.span}>
              <span role="group" aria-label={`第 ${name + 1} 段的日子`} className={styles.days}>
                <Form.Item name={[name, 'weekdays']} rules={[{ validator: checkDays }]} noStyle>
                  <Checkbox.Group options={weekdays} />
                </Form.Item>
              </span>
              <Form.Item name={[name, 'start']} rules={[{ required: true, message: '请选择开始时间' }]} noStyle>
                <Select options={times} aria-label={`第 ${name + 1} 段的开始时间`} placeholder="开始" className={styles.time} />
              </Form.Item>
              至
              <Form.Item name={[name, 'end']} rules={[{ required: true, message: '请选择结束时间' }]} noStyle>
                <Select options={times} aria-label={`第 ${name + 1} 段的结束时间`} placeholder="结束" className={styles.time} />
              </Form.Item>
              <Button icon={<CloseIcon size={16} />} aria-label={`移除第 ${name + 1} 段`} onClick={() => remove(name)} />
            </div>
          ))}
          {fields.length < 7 && <Button onClick={() => add({ weekdays: [1, 2, 3, 4, 5], start: '08:00', end: '17:30' })}>添加一段</Button>}
        </fieldset>
      )}
    </Form.List>
  )
}

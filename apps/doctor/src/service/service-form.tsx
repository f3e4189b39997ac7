'use client'

import { useState } from 'react'
import { App, Button, Form, Input, InputNumber, Switch } from 'antd'
import { useMutation } from 'urql'
import { fenOfYuan } from '@hospital/web/format'
import { requestNote } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { SetServiceDocument, type ServiceSettingsFragment } from '@/graphql/graphql'
import { faultOf, weekdays, type Stretch } from './hours'
import { WeekHours } from './week-hours'
import styles from './service.module.css'

interface Settings {
  enabled: boolean
  price: string
  messageLimit: number
  dailyLimit: number
  hours: Stretch[]
}

const dearestFen = 9_999_900
const largestLimit = 200
/** What a doctor who has never offered it starts from; nothing of it is kept before it is saved. */
const fresh: Settings = { enabled: false, price: '', messageLimit: 20, dailyLimit: 50, hours: [] }
const fields: Record<string, keyof Settings> = { priceFen: 'price', messageLimit: 'messageLimit', dailyLimit: 'dailyLimit', hours: 'hours', enabled: 'enabled' }

export function ServiceForm({ service: rendered }: { service: ServiceSettingsFragment | null }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Settings>()
  const [service, setService] = useState(rendered)
  const [{ fetching }, set] = useMutation(SetServiceDocument)
  const [problem, setProblem] = useState<Problem | null>(null)
  const enabled = Form.useWatch('enabled', form)

  async function save({ price, ...rest }: Settings) {
    const { data, error } = await set({ input: { kind: 'TEXT', priceFen: fenOfYuan(price)!, ...rest } })
    const refused = problemOf(error)
    const field = fields[String(refused?.details?.field)]
    if (refused && field) form.setFields([{ name: field, errors: [refused.message] }])
    setProblem(field ? null : refused)
    if (!data) return
    setService(data.setConsultationService)
    void message.success('服务设置已保存')
  }

  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={service ? settingsOf(service) : fresh} onFinish={save} className={styles.form}>
      <div className={styles.switch}>
        <h2>图文咨询</h2>
        {service?.enabled && <Tag tone={service.openNow ? 'success' : 'neutral'}>{service.openNow ? `开放中，今日还可接 ${service.remainingToday} 位` : '现在不在服务时间'}</Tag>}
        {!service?.enabled && <Tag>未开通</Tag>}
        <Form.Item name="enabled" valuePropName="checked" noStyle>
          <Switch checkedChildren="开通" unCheckedChildren="关闭" aria-label="开通图文咨询" />
        </Form.Item>
      </div>
      <div className={styles.numbers}>
        <Form.Item name="price" label="价格（元／次）" validateFirst rules={[{ required: true, message: '请填写价格，免费填 0' }, { validator: checkPrice }]}>
          <Input inputMode="decimal" prefix="¥" />
        </Form.Item>
        <Form.Item name="messageLimit" label="每次咨询患者可发消息（条）" rules={[{ required: true, type: 'integer', min: 1, max: largestLimit, message: `请填写 1 到 ${largestLimit} 的整数` }]}>
          <InputNumber controls={false} />
        </Form.Item>
        <Form.Item name="dailyLimit" label="每日接诊上限（位）" rules={[{ required: true, type: 'integer', min: 1, max: largestLimit, message: `请填写 1 到 ${largestLimit} 的整数` }]}>
          <InputNumber controls={false} />
        </Form.Item>
      </div>
      <Form.Item name="hours" label="服务时间" extra="患者只能在服务时间内发起咨询，已发起的咨询不受影响。" dependencies={['enabled']} rules={[({ getFieldValue }) => ({ validator: (_, hours: Stretch[]) => checkHours(hours, getFieldValue('enabled')) })]}>
        <WeekHours />
      </Form.Item>
      {problem && (
        <p className="ih-note" data-tone="danger" role="alert">
          {problem.message} {requestNote(problem)}
        </p>
      )}
      <div className={styles.foot}>
        <p>{enabled ? '新的价格与条数只用于之后发起的咨询。' : '关闭后患者不能发起新的咨询，进行中的咨询不受影响。'}</p>
        <Button type="primary" size="large" htmlType="submit" loading={fetching}>
          保存服务设置
        </Button>
      </div>
    </Form>
  )
}

function settingsOf({ enabled, priceFen, messageLimit, dailyLimit, hours }: ServiceSettingsFragment): Settings {
  const price = priceFen % 100 ? (priceFen / 100).toFixed(2) : String(priceFen / 100)
  return { enabled, price, messageLimit, dailyLimit, hours: hours.map(({ weekday, start, end }) => ({ weekday, start, end })) }
}

async function checkPrice(_rule: unknown, price: string): Promise<void> {
  const fen = fenOfYuan(price)
  if (fen === null) throw new Error('请填写金额，最多两位小数')
  if (fen > dearestFen) throw new Error('价格须在 0 到 99,999 元之间')
}

async function checkHours(hours: Stretch[], enabled: boolean): Promise<void> {
  if (enabled && hours.length === 0) throw new Error('开通服务前请至少设置一段服务时间')
  const faulty = weekdays.find((_, at) => faultOf(hours.filter(({ weekday }) => weekday === at + 1)))
  if (faulty) throw new Error(`${faulty}的服务时间有误，请修改后再保存`)
}

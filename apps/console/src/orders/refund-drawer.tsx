'use client'

import { useState } from 'react'
import { Form, Radio } from 'antd'
import { fenOfYuan, formatFen, formatYuan } from '@hospital/web/format'
import { FormDrawer } from '@/form/form-drawer'
import { ReasonField } from '@/form/reason-field'
import { YuanInput, yuanRule } from '@/form/yuan-input'
import { RefundOrderDocument, type OrderRowFragment } from '@/graphql/graphql'
import { orderKinds } from './words'

interface RefundFields {
  kind: 'whole' | 'part'
  yuan?: string
  reason: string
}

interface RefundDrawerProps {
  order: OrderRowFragment
  onDone(): void
  onClose(): void
}

/** A refund by the platform. The key made when the form opens lets a doubled click, or a repeat after a lost answer, refund once. */
export function RefundDrawer({ order, onDone, onClose }: RefundDrawerProps) {
  const [clientKey] = useState(() => crypto.randomUUID())
  return (
    <FormDrawer<RefundFields, unknown, { input: { orderId: string; amountFen: number; reason: string; clientKey: string } }>
      title="发起退款"
      subject={
        <>
          <b>{order.number}</b> {formatFen(order.amountFen)}
          <p>{[orderKinds[order.kind], order.patient?.name, order.department?.name, order.practitioner?.name].filter(Boolean).join(' ')}</p>
          <p>可退 {formatFen(order.refundableFen)}</p>
        </>
      }
      initial={{ kind: 'whole', yuan: formatYuan(order.refundableFen).replaceAll(',', '') }}
      document={RefundOrderDocument}
      variables={({ kind, yuan, reason }) => ({
        input: { orderId: order.id, amountFen: kind === 'whole' ? order.refundableFen : fenOfYuan(yuan ?? '')!, reason: reason.trim(), clientKey },
      })}
      submitText="提交退款"
      consequence="退款提交后不能撤回，费用原路退回，一般 1–3 个工作日到账。未完成的服务全额退款后将不再进行。"
      doneText="退款已提交"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="kind" label="退款方式" rules={[{ required: true }]}>
        <Radio.Group options={[{ value: 'whole', label: '全额退款' }, { value: 'part', label: '部分退款' }]} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: RefundFields, after: RefundFields) => before.kind !== after.kind}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'part' && (
            <Form.Item name="yuan" label="退款金额（元）" required rules={[yuanRule(order.refundableFen, '可退金额')]}>
              <YuanInput />
            </Form.Item>
          )
        }
      </Form.Item>
      <ReasonField label="退款原因" dictionary="refund-reason" missing="请填写退款原因" placeholder="会随退款通知发送给患者" />
    </FormDrawer>
  )
}

'use client'

import { Form, Input } from 'antd'
import { fenOfYuan, formatFen, formatYuan } from '@hospital/web/format'
import { FormDrawer } from '@/form/form-drawer'
import { YuanInput, yuanRule } from '@/form/yuan-input'
import { ApproveRefundRequestDocument, RefuseRefundRequestDocument, type ApproveRefundRequestMutation, type ApproveRefundRequestMutationVariables, type RefundRequestRowFragment, type RefuseRefundRequestMutation, type RefuseRefundRequestMutationVariables } from '@/graphql/graphql'
import { orderKinds } from '@/orders/words'

interface VerdictProps {
  request: RefundRequestRowFragment
  onDone(): void
  onClose(): void
}

const Subject = ({ request: { order, kind, amountFen } }: { request: RefundRequestRowFragment }) => (
  <>
    <b>{order.number}</b> {formatFen(order.amountFen)}
    <p>{[orderKinds[kind], order.patient?.name, order.title].filter(Boolean).join(' ')}</p>
    <p>申请退费 {formatFen(amountFen)}，可退 {formatFen(order.refundableFen)}</p>
  </>
)

/** All that was asked, or less. */
export function ApprovalForm({ request, onDone, onClose }: VerdictProps) {
  const most = Math.min(request.amountFen, request.order.refundableFen)
  return (
    <FormDrawer<{ yuan: string }, ApproveRefundRequestMutation, ApproveRefundRequestMutationVariables>
      title="同意退费"
      subject={<Subject request={request} />}
      initial={{ yuan: formatYuan(most).replaceAll(',', '') }}
      document={ApproveRefundRequestDocument}
      variables={({ yuan }) => ({ input: { id: request.id, amountFen: fenOfYuan(yuan)! } })}
      submitText="同意并退款"
      consequence="退款前先请医院系统确认（药品未发、检查未做），不同意时不会退出款项，申请回到待审核。同意后费用原路退回，并以消息通知患者。"
      doneText="已同意，退款已提交"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="yuan" label="退款金额（元）" required rules={[yuanRule(most, '可退金额')]}>
        <YuanInput />
      </Form.Item>
    </FormDrawer>
  )
}

export function RefusalForm({ request, onDone, onClose }: VerdictProps) {
  return (
    <FormDrawer<{ answer: string }, RefuseRefundRequestMutation, RefuseRefundRequestMutationVariables>
      title="不同意退费"
      subject={<Subject request={request} />}
      document={RefuseRefundRequestDocument}
      variables={({ answer }) => ({ input: { id: request.id, answer: answer.trim() } })}
      submitText="确认不同意"
      consequence="患者会看到原因，可以重新申请。"
      doneText="已通知患者"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="answer" label="不同意的原因" rules={[{ required: true, whitespace: true, message: '请填写不同意的原因' }]}>
        <Input.TextArea rows={4} maxLength={200} showCount placeholder="会以消息发送给患者" />
      </Form.Item>
    </FormDrawer>
  )
}

'use client'

import { App, Button, Form, Select } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { DeleteOfferRuleDocument, SaveOfferRuleDocument, type OfferRuleFactsFragment, type PaymentMethod, type SaveOfferRuleMutation, type SaveOfferRuleMutationVariables } from '@/graphql/graphql'
import type { Cell } from './offer-matrix'
import { businessWords, choicesFor, terminalWords } from './words'

interface OfferFormProps {
  cell: Cell
  /** Left out: none is set here yet. */
  rule: OfferRuleFactsFragment | undefined
  institutionId: string | null
  onDone(): void
  onClose(): void
}

export function OfferForm({ cell: { business, terminal, supplier }, rule, institutionId, onDone, onClose }: OfferFormProps) {
  return (
    <FormDrawer<{ methods: PaymentMethod[] }, SaveOfferRuleMutation, SaveOfferRuleMutationVariables>
      title={`支付方式：${supplier ? `处方 · ${supplier.name}` : businessWords[business]}，${terminal ? terminalWords[terminal] : '全部终端'}`}
      initial={{ methods: [...(rule?.methods ?? [])] }}
      document={SaveOfferRuleDocument}
      variables={({ methods }) => ({ input: { business, terminal, institutionId, supplierId: supplier?.id, methods, version: rule?.version } })}
      submitText="保存支付方式"
      doneText="已保存，收银台立即生效"
      consequence="没有启用支付账号的方式不会显示给患者。"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="methods" label="支付方式" rules={[{ required: true, message: '请至少选择一种支付方式' }]} extra="按选择的先后显示在收银台。">
        <Select mode="multiple" options={choicesFor(business, terminal)} placeholder="请选择" />
      </Form.Item>
      {rule && <FollowButton rule={rule} onDone={onDone} />}
    </FormDrawer>
  )
}

function FollowButton({ rule, onDone }: { rule: OfferRuleFactsFragment; onDone(): void }) {
  const { modal } = App.useApp()
  const { act } = useAct(DeleteOfferRuleDocument, '已恢复沿用')
  const ask = () =>
    modal.confirm({
      title: '恢复沿用？', content: '这里的设置会删除，收银台改按其他设置或上级机构执行。', okText: '恢复沿用', cancelText: '取消',
      onOk: async () => { if (await act({ id: rule.id })) onDone() },
    })
  return <Button onClick={ask}>恢复沿用</Button>
}

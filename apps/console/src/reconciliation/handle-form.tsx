'use client'

import { Form, Input, Radio } from 'antd'
import { FormDrawer } from '@/form/form-drawer'
import { HandleDifferenceDocument, type DifferenceHandling, type DifferenceRowFragment, type HandleDifferenceMutation, type HandleDifferenceMutationVariables } from '@/graphql/graphql'
import { optionsOf } from '@/orders/words'
import { channelWords, handlingWords, kindWords, subjectWords } from './words'

interface Verdict {
  handling: DifferenceHandling
  note: string
}

/** What booked stays booked: an adjustment is an entry of its own, into the day that differs. */
export function HandleForm({ row, onDone, onClose }: { row: DifferenceRowFragment; onDone(): void; onClose(): void }) {
  const { reconciliation: { day, channel }, subject, kind, number } = row
  return (
    <FormDrawer<Verdict, HandleDifferenceMutation, HandleDifferenceMutationVariables>
      title="处理差异"
      subject={<><b>{number}</b><p>{day} {channelWords[channel]} {subjectWords[subject]}{kindWords[kind]}</p></>}
      initial={{ handling: subject === 'FUND_FLOW' ? 'ACCEPTED' : 'ADJUSTED' }}
      document={HandleDifferenceDocument}
      variables={({ handling, note }) => ({ input: { id: row.id, handling, note: note.trim() } })}
      submitText="确认处理"
      consequence="按渠道调账会在这一天补记一笔调整分录，原有分录不变，处理后不能撤回。"
      doneText="差异已处理"
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="handling" label="处理方式" rules={[{ required: true, message: '请选择处理方式' }]}>
        <Radio.Group options={optionsOf(handlingWords)} />
      </Form.Item>
      <Form.Item name="note" label="处理说明" rules={[{ required: true, whitespace: true, message: '请填写处理说明' }]}>
        <Input.TextArea rows={4} maxLength={200} showCount placeholder="核实的经过与依据" />
      </Form.Item>
    </FormDrawer>
  )
}

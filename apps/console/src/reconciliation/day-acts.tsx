'use client'

import { useState } from 'react'
import { Button, DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { FormDrawer } from '@/form/form-drawer'
import { useAct } from '@/form/use-act'
import { CloseDayDocument, ReconcileDayDocument, type ReconciledChannel, type ReconcileDayMutation, type ReconcileDayMutationVariables } from '@/graphql/graphql'
import { optionsOf } from '@/orders/words'
import type { DayRow } from './day-table'
import { channelWords } from './words'

interface Asked {
  day: Dayjs
  channel: ReconciledChannel
}

/** Compares a day with a channel now; the house does it by itself every morning. */
export function ReconcileButton({ yesterday, onDone }: { yesterday: string; onDone(): void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>核对账单</Button>
      {open && (
        <FormDrawer<Asked, ReconcileDayMutation, ReconcileDayMutationVariables>
          title="核对账单"
          initial={{ day: dayjs(yesterday), channel: 'WECHATPAY' }}
          document={ReconcileDayDocument}
          variables={({ day, channel }) => ({ day: day.format('YYYY-MM-DD'), channel })}
          submitText="开始核对"
          consequence="重新核对会替换还没有处理的差异，已处理的保留。"
          doneText="已核对"
          onDone={() => {
            setOpen(false)
            onDone()
          }}
          onClose={() => setOpen(false)}
        >
          <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期' }]}>
            <DatePicker style={{ width: '100%' }} maxDate={dayjs(yesterday)} allowClear={false} />
          </Form.Item>
          <Form.Item name="channel" label="渠道" rules={[{ required: true, message: '请选择渠道' }]}>
            <Select options={optionsOf(channelWords)} />
          </Form.Item>
        </FormDrawer>
      )}
    </>
  )
}

/** Closed days take nothing more, so it says first what stands in the way. */
export function CloseDayButton({ row: { day, missing, openDifferences }, onDone }: { row: DayRow; onDone(): void }) {
  const { act, busy } = useAct(CloseDayDocument, `${day} 已日结`)
  const obstacle = missing.length ? '还有渠道没有核对' : openDifferences ? `还有 ${openDifferences} 项差异没有处理` : null
  return (
    <>
      {obstacle && <span>{obstacle}，暂不能日结。</span>}
      <Button type="primary" disabled={obstacle !== null} loading={busy} onClick={async () => { if (await act({ day })) onDone() }}>
        日结这一天
      </Button>
    </>
  )
}

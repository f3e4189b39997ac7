'use client'

import { useState } from 'react'
import Link from 'next/link'
import { App, Button, Drawer, QRCode } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { InUse } from '@/catalogue/in-use'
import { useAct } from '@/form/use-act'
import { QrCodesDocument, SetQrCodeEnabledDocument, type JobRowFragment, type QrCodeRowFragment } from '@/graphql/graphql'
import { JobProgress } from '@/jobs/job-progress'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { Facts } from '@/table/row-drawer'
import { BatchForm } from './batch-form'
import { channelWords, choicesOf, targetWords } from './words'
import styles from './qr-codes.module.css'

const nameOf = ({ practitioner, department }: QrCodeRowFragment) => practitioner?.name ?? department?.name ?? '公众号'
const number = (value: number) => value.toLocaleString('zh-CN')

const columns: Column<QrCodeRowFragment>[] = [
  { key: 'name', title: '名称', fixed: true, render: nameOf },
  { key: 'target', title: '对象', render: ({ target }) => targetWords[target] },
  { key: 'channel', title: '渠道', render: ({ channel }) => channelWords[channel] },
  { key: 'campaign', title: '活动', render: ({ campaign }) => campaign },
  { key: 'scans', title: '扫码次数', align: 'right', render: ({ counted }) => number(counted.scans) },
  { key: 'visitors', title: '扫码人数', align: 'right', render: ({ counted }) => number(counted.visitors) },
  { key: 'newFollowers', title: '新增关注', align: 'right', render: ({ counted }) => number(counted.newFollowers) },
  { key: 'lastAt', title: '最近扫码', render: ({ lastScannedAt }) => (lastScannedAt ? formatStamp(lastScannedAt) : '—') },
  { key: 'createdAt', title: '生成时间', render: ({ createdAt }) => formatStamp(createdAt) },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const filterOf = ({ q, target, channel }: FilterValues) => ({ search: q, target: target as keyof typeof targetWords | undefined, channel: channel as keyof typeof channelWords | undefined })

/** Every code with its scans; a batch is begun here. */
export function QrCodeTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  const mayMake = useMay('qr:manage')
  const [form, setForm] = useState<ListActs | null>(null)
  const [job, setJob] = useState<{ job: JobRowFragment; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="qr-codes"
        noun="二维码"
        origin="批量生成后可一次下载，扫码次数统计在这里。"
        source={{ document: QrCodesDocument, connection: ({ qrCodes }) => qrCodes, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '二维码', kind: 'text', placeholder: '医生、科室、活动或编号' },
          { key: 'target', label: '对象', kind: 'choice', options: choicesOf(targetWords) },
          { key: 'channel', label: '渠道', kind: 'choice', options: choicesOf(channelWords) },
        ]}
        toolbar={(list) => (
          <>
            {mayMake && <Button type="primary" onClick={() => setForm(list)}>批量生成</Button>}
            <Link className={styles.way} href="/qr-codes/statistics">扫码统计</Link>
          </>
        )}
        exports={{ list: 'qrCodes', filter: filterOf }}
        drawer={(id, row, list) => ({ title: row ? nameOf(row) : '二维码', content: row && <QrCodeFacts row={row} />, history: { subjectType: 'QrCode', subjectId: id }, footer: row && mayMake && <Switch row={row} list={list} /> })}
      />
      {form && <BatchForm institutions={institutions} onClose={() => setForm(null)} onStarted={(started) => { setJob({ job: started, list: form }); setForm(null); form.reload() }} />}
      {job && (
        <Drawer open closable={{ placement: 'end' }} title={job.job.title} size={520} onClose={() => setJob(null)}>
          <p className={styles.hint}>在后台生成，可以关闭此窗口；完成后也可在「后台任务」中下载，文件保留 24 小时。</p>
          <JobProgress key={job.job.id} job={job.job} onEnd={job.list.reload} />
        </Drawer>
      )}
    </>
  )
}

function QrCodeFacts({ row }: { row: QrCodeRowFragment }) {
  return (
    <>
      {row.url && <QRCode className={styles.picture} value={row.url} size={220} bordered={false} type="svg" aria-label="二维码" />}
      <Facts
        items={[
          ['对象', `${targetWords[row.target]} ${nameOf(row)}`],
          ['渠道', channelWords[row.channel]],
          ['活动', row.campaign],
          ['编号', row.code],
          ['链接', row.url ?? '未生成'],
          ['有效至', row.expiresAt && formatStamp(row.expiresAt)],
          ['扫码次数', number(row.counted.scans)],
          ['新增关注', number(row.counted.newFollowers)],
          ['状态', <InUse key="enabled" enabled={row.enabled} />],
        ]}
      />
    </>
  )
}

function Switch({ row, list }: { row: QrCodeRowFragment; list: ListActs }) {
  const { modal } = App.useApp()
  const word = row.enabled ? '停用' : '启用'
  const { act, busy } = useAct(SetQrCodeEnabledDocument, `二维码已${word}`)
  const run = async () => {
    if (!(await act({ id: row.id, enabled: !row.enabled }))) return
    list.close()
    list.reload()
  }
  const ask = () => (row.enabled ? void modal.confirm({ title: '停用这个二维码？', content: '停用后扫码会提示已失效，也不再计数；可以随时启用。', okText: '停用二维码', cancelText: '取消', okButtonProps: { danger: true }, onOk: run }) : void run())
  return <div className={styles.acts}><Button danger={row.enabled} loading={busy} onClick={ask}>{word}</Button></div>
}

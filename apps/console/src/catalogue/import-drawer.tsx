'use client'

import { useState } from 'react'
import { Alert, Button, Drawer, Upload } from 'antd'
import { useMutation } from 'urql'
import { problemOf } from '@hospital/web/problem'
import { sendSheet } from '@hospital/web/upload/sheet'
import { StartImportDocument, type JobRowFragment } from '@/graphql/graphql'
import { JobProgress } from '@/jobs/job-progress'
import styles from '@/table/table.module.css'

interface ImportDrawerProps {
  noun: string
  /** As the graph knows the catalogue. */
  list: string
  /** Which columns the sheet has. */
  columns: string
  onClose(): void
}

/** Choose a sheet, see what it would do and which rows are wrong, then take it. */
export function ImportDrawer({ noun, list, columns, onClose }: ImportDrawerProps) {
  const [sheet, setSheet] = useState<string | null>(null)
  const [trial, setTrial] = useState<JobRowFragment | null>(null)
  const [taken, setTaken] = useState<JobRowFragment | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const [{ fetching }, start] = useMutation(StartImportDocument)

  async function begin(receipt: string, asTrial: boolean) {
    const { data, error } = await start({ input: { list, sheet: receipt, trial: asTrial } })
    setProblem(problemOf(error)?.message ?? null)
    if (data) (asTrial ? setTrial : setTaken)(data.startImport)
  }

  async function choose(file: File) {
    setTrial(null)
    setTaken(null)
    setProblem(null)
    setSending(true)
    try {
      const receipt = await sendSheet(file)
      setSheet(receipt)
      await begin(receipt, true)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : '文件没有传上去，请重试。')
    } finally {
      setSending(false)
    }
  }

  const worth = trial?.state === 'SUCCEEDED' && trial.added + trial.changed > 0
  return (
    <Drawer
      open
      closable={{ placement: 'end' }}
      title={`导入${noun}`}
      size={720}
      onClose={onClose}
      footer={
        <div className={styles.acts}>
          <Button onClick={onClose}>关闭</Button>
          <Button type="primary" disabled={!sheet || !worth || taken !== null} loading={fetching} onClick={() => sheet && begin(sheet, false)}>
            确认导入
          </Button>
        </div>
      }
    >
      <p className={styles.hint}>支持 CSV（UTF-8、GB18030）与 .xlsx，不超过 30 MB。列：{columns}。重复导入不会产生重复数据，有问题的行不会导入。</p>
      <div className={styles.drop}>
        <Upload.Dragger accept=".csv,.xlsx,.txt" showUploadList={false} disabled={sending} beforeUpload={(file) => (void choose(file), false)}>
          <p>{sending ? '正在上传…' : '点击或将表格拖到这里'}</p>
        </Upload.Dragger>
      </div>
      {problem && <Alert role="alert" type="error" showIcon title={problem} />}
      {trial && !taken && (
        <section aria-label="试导入结果">
          <h3>试导入结果（尚未保存）</h3>
          <JobProgress key={trial.id} job={trial} onEnd={setTrial} />
        </section>
      )}
      {taken && (
        <section aria-label="导入结果">
          <h3>导入结果</h3>
          <JobProgress key={taken.id} job={taken} onEnd={setTaken} />
        </section>
      )}
    </Drawer>
  )
}

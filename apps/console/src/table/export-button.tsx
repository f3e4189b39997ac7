'use client'

import { useState } from 'react'
import { App, Drawer, Tooltip } from 'antd'
import { useMutation } from 'urql'
import { DownloadIcon } from '@hospital/web/parts/icons'
import { useMay } from '@hospital/web/parts/staff'
import { problemOf } from '@hospital/web/problem'
import { StartExportDocument, type JobRowFragment } from '@/graphql/graphql'
import { JobProgress } from '@/jobs/job-progress'
import styles from './table.module.css'

export interface ListExport {
  /** As the graph knows the list. */
  list: string
  filter: object
  columns: string[]
}

/** Writes the filtered list, with the columns that are shown, into a workbook in the background. */
export function ExportButton({ noun, ask }: { noun: string; ask: ListExport }) {
  const [job, setJob] = useState<JobRowFragment | null>(null)
  const [{ fetching }, start] = useMutation(StartExportDocument)
  const { message } = App.useApp()
  if (!useMay('list:export')) return null

  async function begin() {
    const { data, error } = await start({ input: ask })
    const problem = problemOf(error)
    if (problem) void message.error(problem.message)
    if (data) setJob(data.startExport)
  }

  return (
    <>
      <Tooltip title="导出当前筛选结果">
        <button type="button" className={styles.tool} aria-label="导出" disabled={fetching} onClick={begin}>
          <DownloadIcon size={18} />
        </button>
      </Tooltip>
      {job && (
        <Drawer open closable={{ placement: 'end' }} title={`导出${noun}`} size={520} onClose={() => setJob(null)}>
          <p className={styles.hint}>导出在后台进行，可以关闭此窗口；完成后可在「后台任务」中下载，文件保留 24 小时。</p>
          <JobProgress key={job.id} job={job} />
        </Drawer>
      )}
    </>
  )
}

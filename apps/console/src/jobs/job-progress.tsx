'use client'

import { useState } from 'react'
import { Alert, Progress } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { useStream } from '@hospital/web/stream/use-stream'
import { JobProgressDocument, type JobRowFragment } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import styles from '@/table/table.module.css'
import { jobWords } from './job-words'

interface JobProgressProps {
  job: JobRowFragment
  onEnd?(job: JobRowFragment): void
}

const running = ({ state }: JobRowFragment) => state === 'QUEUED' || state === 'RUNNING'

const countsOf = ({ added, changed, unchanged, failed }: JobRowFragment) =>
  [
    ['新增', added.toLocaleString('zh-CN')],
    ['变更', changed.toLocaleString('zh-CN')],
    ['未变', unchanged.toLocaleString('zh-CN')],
    ['失败', failed.toLocaleString('zh-CN')],
  ] as const

/** Works that only make something say how much of it. */
const doneWords: Record<string, string> = { EXPORT: '已导出', QR_CODES: '已生成' }

/** A job as it goes on; may be left at any time, the work continues without the page. */
export function JobProgress({ job: first, onEnd }: JobProgressProps) {
  const [job, setJob] = useState(first)
  useStream(JobProgressDocument, {
    variables: running(first) ? { id: first.id } : null,
    onEvent: ({ jobProgress }) => {
      setJob(jobProgress)
      if (!running(jobProgress)) onEnd?.(jobProgress)
    },
  })
  const made = doneWords[job.kind]
  const percent = job.state === 'SUCCEEDED' ? 100 : job.total ? Math.min(99, Math.floor((job.done / job.total) * 100)) : 0
  return (
    <section className={styles.progress} aria-label="任务进度" aria-live="polite">
      <Progress percent={percent} status={job.state === 'FAILED' ? 'exception' : job.state === 'SUCCEEDED' ? 'success' : 'active'} aria-label={`已完成 ${percent}%`} />
      <Facts
        items={[
          ['状态', <StatusTag key="state" status={job.state} words={jobWords} />],
          ...(made ? ([[made, `${job.done.toLocaleString('zh-CN')} 条`]] as const) : countsOf(job)),
          ['开始时间', job.startedAt && formatStamp(job.startedAt)],
          ['结束时间', job.finishedAt && formatStamp(job.finishedAt)],
        ]}
      />
      {job.file && (
        <p>
          <a className="ih-button" data-kind={made && 'primary'} href={job.file.url} download>
            下载 {job.file.name}
          </a>
        </p>
      )}
      {job.messages.length > 0 && (
        <Alert
          type={job.state === 'FAILED' ? 'error' : 'info'}
          title={
            <ul>
              {job.messages.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  )
}

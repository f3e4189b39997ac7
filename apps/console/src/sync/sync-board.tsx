'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Alert, Button, Card } from 'antd'
import { useMutation } from 'urql'
import { Empty } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { StartHisSyncDocument, type JobRowFragment } from '@/graphql/graphql'
import { JobProgress } from '@/jobs/job-progress'

/** Starts a synchronisation and shows how it goes; while one runs, starting again shows that one. */
export function SyncBoard({ latest }: { latest?: JobRowFragment }) {
  const [job, setJob] = useState(latest)
  const [ended, setEnded] = useState(!latest || latest.state === 'SUCCEEDED' || latest.state === 'FAILED')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [{ fetching }, start] = useMutation(StartHisSyncDocument)

  async function begin() {
    const { data, error } = await start({})
    setProblem(problemOf(error))
    if (!data) return
    setJob(data.startHisSync)
    setEnded(false)
  }

  return (
    <Card
      title={job?.title ?? '还没有同步过'}
      extra={
        <>
          <Link href="/jobs">历史记录</Link>{' '}
          <Button type="primary" loading={fetching} disabled={!ended} onClick={begin}>
            {ended ? '开始同步' : '正在同步…'}
          </Button>
        </>
      }
    >
      {problem && <Alert role="alert" type="error" showIcon title={problem.message} />}
      {job ? <JobProgress key={job.id} job={job} onEnd={() => setEnded(true)} /> : <Empty title="还没有同步过">首次同步会建立机构、科室、医护人员与号源。</Empty>}
    </Card>
  )
}

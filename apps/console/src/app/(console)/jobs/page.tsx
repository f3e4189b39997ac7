import type { Metadata } from 'next'
import { JobTable } from '@/jobs/job-table'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '后台任务' }

export default function JobsPage() {
  return (
    <Page title="后台任务" hint="同步与导入的历史">
      <JobTable />
    </Page>
  )
}

import type { Metadata } from 'next'
import { Page } from '@/frame/page'
import { TraceBoard } from '@/traces/trace-board'

export const metadata: Metadata = { title: '就诊追溯' }

export default async function TracesPage({ searchParams }: { searchParams: Promise<{ number?: string; patient?: string }> }) {
  const { number = '', patient } = await searchParams
  return (
    <Page title="就诊追溯" hint="预约、支付、排队叫号、缴费、取药与报告，同一时间轴；每次查看都会记入系统日志">
      <TraceBoard number={number} patientId={patient} />
    </Page>
  )
}

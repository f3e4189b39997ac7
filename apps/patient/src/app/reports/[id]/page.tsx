import { notFound } from 'next/navigation'
import { formatMinute, formatSex } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { reportKindWords, reportStatusWords } from '@hospital/web/report/words'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { ReportPageDocument } from '@/graphql/graphql'
import { AskAbout } from '@/report/ask-about'
import { DownloadButton } from '@/report/download-button'
import { ReportItems } from '@/report/report-items'
import styles from '@/report/report.module.css'

export const metadata = { title: '报告详情' }

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { report } = await mustRead(ReportPageDocument, { id })
  if (!report) notFound()
  const { kind, name, attending, status, patient, specimen, takenAt, issuedAt, reporter, imageCount, counts, colors } = report
  const others = counts.abnormal - counts.high - counts.low
  return (
    <GraphProvider>
      <NavBar title={reportKindWords[kind]} back="/reports" right={<DownloadButton id={id} />} />
      <main className="page">
        {status === 'CANCELLED' && <p className="ih-note" data-tone="warn" role="status">医院已撤回这份报告，请勿作为诊疗依据。</p>}
        <section className="ih-card">
          <div className={styles.head}>
            <h2>{name}</h2>
            <StatusTag status={status} words={reportStatusWords} />
          </div>
          <p className={styles.lead}>
            {patient.name}
            <Dot />
            {formatSex(patient.sex)} {patient.age} 岁
            {specimen && (
              <>
                <Dot />
                {specimen}
              </>
            )}
          </p>
          <p className={styles.lead}>
            {takenAt && (
              <>
                {kind === 'LAB' ? '采样' : '检查'} {formatMinute(takenAt)}
                <Dot />
              </>
            )}
            报告 {formatMinute(issuedAt)}
          </p>
          {(reporter || imageCount != null) && (
            <p className={styles.lead}>
              {reporter && `报告医师 ${reporter}`}
              {reporter && imageCount != null && <Dot />}
              {imageCount != null && `影像 ${imageCount} 幅`}
            </p>
          )}
          {kind === 'LAB' && (
            <dl className={styles.counts}>
              <div>
                <dd>{counts.items}</dd>
                <dt>共检项目</dt>
              </div>
              <div>
                <dd style={{ color: colors.high }}>{counts.high} <span aria-hidden="true">↑</span></dd>
                <dt>偏高</dt>
              </div>
              <div>
                <dd style={{ color: colors.low }}>{counts.low} <span aria-hidden="true">↓</span></dd>
                <dt>偏低</dt>
              </div>
              {others > 0 && (
                <div>
                  <dd style={{ color: colors.high }}>{others} <span aria-hidden="true">!</span></dd>
                  <dt>其他异常</dt>
                </div>
              )}
            </dl>
          )}
        </section>
        {report.items.length > 0 && <ReportItems items={report.items} colors={colors} reportId={id} />}
        {report.findings && <Words title="检查所见" text={report.findings} />}
        {report.impression && <Words title="检查结论" text={report.impression} />}
        <p className="ih-note">{kind === 'LAB' ? '箭头只表示超出参考范围，不等于诊断。请由医生结合病情解读。' : '报告仅供参考，请由医生结合病情解读。'}</p>
        {status !== 'CANCELLED' && <AskAbout id={id} attending={attending} />}
      </main>
    </GraphProvider>
  )
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <section className="ih-card">
      <h2>{title}</h2>
      <p className={styles.words}>{text}</p>
    </section>
  )
}

'use client'

import { App, Button, Drawer } from 'antd'
import { useMutation, useQuery } from 'urql'
import { formatInstant } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { colorOf, flagWords, isAbnormal, rangeOf, reportKindWords, reportStatusWords, resultOf } from '@hospital/web/report/words'
import { DoctorReportDocument, PrepareDoctorReportDocumentDocument, type DoctorReportQuery } from '@/graphql/graphql'
import styles from './report.module.css'

type Report = NonNullable<DoctorReportQuery['report']>

export function ReportDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const { message } = App.useApp()
  const [{ data, error }] = useQuery({ query: DoctorReportDocument, variables: { id } })
  const [{ fetching }, prepare] = useMutation(PrepareDoctorReportDocumentDocument)
  const problem = problemOf(error)
  const report = data?.report

  async function download() {
    const { data: made, error: refused } = await prepare({ id })
    if (!made) return void message.error(problemOf(refused)?.message)
    const link = document.createElement('a')
    link.href = made.prepareReportDocument.url
    link.download = made.prepareReportDocument.fileName
    link.click()
  }
  return (
    <Drawer open title={report ? reportKindWords[report.kind] : '报告'} size={720} onClose={onClose} extra={report && <Button loading={fetching} onClick={download}>下载 PDF</Button>}>
      {problem && !data && <ErrorState problem={problem} title="报告没有加载出来" />}
      {!data && !problem && <RowSkeletons count={8} />}
      {data && !report && <Empty title="看不到这份报告">接诊关系已结束，或报告不存在。</Empty>}
      {report && <ReportView report={report} />}
    </Drawer>
  )
}

function ReportView({ report }: { report: Report }) {
  const { name, status, specimen, takenAt, issuedAt, reporter, imageCount, items, findings, impression, colors } = report
  return (
    <>
      <h2 className={styles.title}>
        {name} <StatusTag status={status} words={reportStatusWords} />
      </h2>
      <p className={styles.quiet}>
        {[specimen, takenAt && `采样 ${formatInstant(takenAt)}`, `报告 ${formatInstant(issuedAt)}`, reporter, imageCount != null && `影像 ${imageCount} 幅`].filter(Boolean).map((fact, at) => (
          <span key={String(fact)}>
            {at > 0 && <Dot />}
            {fact}
          </span>
        ))}
      </p>
      {items.length > 0 && <Items items={items} colors={colors} />}
      {findings && <Words title="检查所见" text={findings} />}
      {impression && <Words title="检查结论" text={impression} />}
    </>
  )
}

function Items({ items, colors }: Pick<Report, 'items' | 'colors'>) {
  return (
    <table className={styles.items}>
      <thead>
        <tr>
          {['项目', '结果', '提示', '单位', '参考范围', '历次'].map((head) => <th key={head} scope="col">{head}</th>)}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.code} ${item.unit}`} data-abnormal={isAbnormal(item.flag) || undefined}>
            <th scope="row">
              {item.name} <small>{item.shortName}</small>
            </th>
            <td style={{ color: colorOf(item.flag, colors) }}>{resultOf(item)}</td>
            <td style={{ color: colorOf(item.flag, colors) }}>
              {item.flag ? `${flagWords[item.flag].arrow} ${flagWords[item.flag].word}` : '—'}
              {item.contradictory && <abbr title="医院的判读与参考范围不一致，以医院判读为准">※</abbr>}
            </td>
            <td>{item.unit}</td>
            <td>{rangeOf(item.range).replace(/^参考 /, '').replace('无参考范围', '—')}</td>
            <td>{item.trend.slice(0, -1).slice(-4).map(resultOf).join('、') || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <section className={styles.words}>
      <h3>{title}</h3>
      <p>{text}</p>
    </section>
  )
}

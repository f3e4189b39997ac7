'use client'

import { useState } from 'react'
import { useMutation } from 'urql'
import { DownloadIcon } from '@hospital/web/parts/icons'
import { problemOf } from '@hospital/web/problem'
import { toast } from '@/feedback'
import { PrepareReportDocumentDocument } from '@/graphql/graphql'
import styles from './report.module.css'

/** The report as a PDF. The link is made when it is asked for, and is good for some minutes. */
export function DownloadButton({ id }: { id: string }) {
  const [busy, setBusy] = useState(false)
  const [, prepare] = useMutation(PrepareReportDocumentDocument)

  async function download() {
    setBusy(true)
    const { data, error } = await prepare({ id })
    setBusy(false)
    const problem = problemOf(error)
    if (problem) return void toast(problem.message)
    const link = document.createElement('a')
    link.href = data!.prepareReportDocument.url
    link.download = data!.prepareReportDocument.fileName
    link.click()
  }
  return (
    <button type="button" className={styles.download} aria-label="下载 PDF" disabled={busy} onClick={download}>
      <DownloadIcon size={24} />
    </button>
  )
}

'use client'

import { useMutation } from 'urql'
import { problemOf } from '@hospital/web/problem'
import { ask, toast } from '@/feedback'
import { CancelConsultationDocument } from '@/graphql/graphql'
import type { Consultation } from './consultation'

interface CancelButtonProps {
  consultation: Consultation
  onChanged(): void
  className?: string
}

/** Shown for as long as the graph allows it. */
export function CancelButton({ consultation: { id, availableActions, status }, onChanged, className = 'ih-button' }: CancelButtonProps) {
  const [{ fetching }, cancel] = useMutation(CancelConsultationDocument)
  if (!availableActions.includes('cancelConsultation')) return null
  const paid = status !== 'AWAITING_PAYMENT'

  async function act() {
    const sure = await ask({ title: '取消咨询？', content: paid ? '医生接诊前取消，费用全额原路退回。' : '取消后不产生费用。', confirmText: '取消咨询' })
    if (!sure) return
    const { error } = await cancel({ id })
    await toast(problemOf(error)?.message ?? (paid ? '已取消，费用将原路退回' : '已取消'))
    onChanged()
  }
  return <button type="button" className={className} disabled={fetching} onClick={act}>{fetching ? '正在取消…' : '取消咨询'}</button>
}

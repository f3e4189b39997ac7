'use client'

import { problemOfDigest } from '@hospital/web/problem'
import { ErrorState } from '@hospital/web/parts/states'
import { Care } from '@/frame/workstation'
import { PatientPanel } from '@/patient/patient-panel'

export default function ConsultationError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const retry = (
    <button className="ih-button" data-kind="primary" type="button" onClick={reset}>
      重试
    </button>
  )
  return <Care middle={<ErrorState problem={problemOfDigest(error)} title="这条咨询没有加载出来" ways={retry} />} right={<PatientPanel />} />
}

'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useMutation } from 'urql'
import { ClockIcon, WarningIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ApplyHealthCardDocument } from '@/graphql/graphql'
import { IdentityWay } from '@/identity/identity-way'
import { forgetApplication, keptApplication } from './application'

interface ApplicationReturnProps {
  patientId: string
  wechatCode?: string
  healthCode?: string
}

/** Goes on where the channel's page was left; a code is good once, so it is handed in once. */
export function ApplicationReturn({ patientId, wechatCode, healthCode }: ApplicationReturnProps) {
  const router = useRouter()
  const handedIn = useRef(false)
  const [problem, setProblem] = useState<Problem>()
  const [, apply] = useMutation(ApplyHealthCardDocument)
  const here = `/patients/${patientId}/health-card`

  useEffect(() => {
    if (handedIn.current) return
    handedIn.current = true
    void handIn()

    async function handIn() {
      const application = keptApplication(patientId)
      if (!wechatCode && !healthCode) return setProblem({ code: 'HEALTH_CARD_AUTHORIZE', message: '您没有完成授权，电子健康卡没有领取。' })
      if (!application) return setProblem({ code: 'HEALTH_CARD_AUTHORIZE', message: '页面已关闭过，请重新领取；已领取的卡不会重复。' })
      const { data, error } = await apply({ input: { ...application, wechatCode, healthCode } })
      if (!data) return setProblem(problemOf(error) ?? undefined)
      forgetApplication()
      router.replace(here)
      router.refresh()
    }
  }, [apply, here, patientId, wechatCode, healthCode, router])

  if (!problem) return <Empty title="正在领取电子健康卡" mark={<ClockIcon size={36} />}>通常几秒内完成，请不要关闭页面。</Empty>
  return (
    <Empty title="电子健康卡没有领取成功" mark={<WarningIcon size={36} />} ways={<><Link className="ih-button" data-kind="primary" href={`${here}/apply`} replace prefetch={false}>重新领取</Link><IdentityWay problem={problem} next={`${here}/apply`} /></>}>
      {problem.message}
    </Empty>
  )
}

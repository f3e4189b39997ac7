'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { CheckCircleIcon, ClockIcon, WarningIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { problemOf, type Problem } from '@hospital/web/problem'
import { FinishIdentityCheckDocument, type CheckFragment, type IdentityFailure } from '@/graphql/graphql'

const failures: Record<IdentityFailure, string> = {
  NOT_ALIVE: '没有检测到真人，请在光线充足处正对镜头，不要使用照片或录像。',
  OTHER_FACE: '面部与公安机关留存的照片不一致，须由本人操作。',
  WRONG_PERSON: '核验所用的证件与该就诊人不一致，须由本人（未成年人由监护人）操作。',
  CANCELLED: '核验已取消，没有完成。',
  OTHER: '核验没有通过，请重试，或带身份证到门诊窗口办理。',
}

/** What the hospital itself has heard from the provider; the address that the browser came back by says nothing. */
export function CheckOutcome({ check: read, token, next }: { check: CheckFragment; token?: string; next: string }) {
  const [check, setCheck] = useState(read)
  const [problem, setProblem] = useState<Problem>()
  const [round, setRound] = useState(0)
  const [, finish] = useMutation(FinishIdentityCheckDocument)
  const { id, status, failure, url, patient } = check
  const open = status === 'STARTED'

  useEffect(() => {
    if (!open) return
    let here = true
    void finish({ input: { id, token } }).then(({ data, error }) => {
      if (!here) return
      if (data) setCheck(data.finishIdentityCheck)
      else if (error?.graphQLErrors[0]?.extensions.code === 'IDENTITY_CHECK_SETTLED') window.location.reload()
      else setProblem(problemOf(error) ?? undefined)
    })
    return () => { here = false }
  }, [open, id, token, finish, round])

  const again = <Link className="ih-button" data-kind="primary" href={`/patients/${patient.id}/identity?next=${encodeURIComponent(next)}`} replace prefetch={false}>重新核验</Link>
  if (status === 'PASSED') {
    return <Empty title="人脸核验通过" mark={<CheckCircleIcon size={36} />} ways={<Link className="ih-button" data-kind="primary" href={next} replace prefetch={false}>{next === '/patients' ? '返回就诊人' : '继续办理'}</Link>}>{patient.name}已实名，可以使用需要实名的服务。</Empty>
  }
  if (status === 'FAILED') return <Empty title="人脸核验未通过" mark={<WarningIcon size={36} />} ways={again}>{failures[failure ?? 'OTHER']}</Empty>
  if (status === 'EXPIRED' || problem?.code === 'IDENTITY_CHECK_EXPIRED') return <Empty title="人脸核验已超时" mark={<ClockIcon size={36} />} ways={again}>请重新开始，全程约需 1 分钟。</Empty>
  if (!problem) return <Empty title="正在查询核验结果" mark={<ClockIcon size={36} />}>通常几秒内完成，请不要关闭页面。</Empty>
  const ask = <button type="button" className="ih-button" data-kind="quiet" onClick={() => { setProblem(undefined); setRound(round + 1) }}>再查一次</button>
  return (
    <Empty title={problem.code === 'IDENTITY_CHECK_UNFINISHED' ? '人脸核验还没有完成' : '暂时没有查到结果'} mark={<ClockIcon size={36} />} ways={<>{url && <a className="ih-button" data-kind="primary" href={url}>继续核验</a>}{ask}</>}>
      {problem.message}
    </Empty>
  )
}

'use client'

import { useState } from 'react'
import { useClient } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ConsultingDoctorsDocument, type ConsultingDoctorsQuery } from '@/graphql/graphql'
import { DoctorCard } from './doctor-card'

interface DoctorListProps {
  first: ConsultingDoctorsQuery['consultingPractitioners']
  search?: string
  /** What the doctor shall be asked about. */
  reportId?: string
}

export function DoctorList({ first, search, reportId }: DoctorListProps) {
  const client = useClient()
  const [pages, setPages] = useState([first])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo

  async function more() {
    setBusy(true)
    const { data, error } = await client.query(ConsultingDoctorsDocument, { search, after: endCursor }, { requestPolicy: 'network-only' })
    setProblem(problemOf(error) ?? undefined)
    if (data) setPages([...pages, data.consultingPractitioners])
    setBusy(false)
  }

  return (
    <>
      {pages.flatMap(({ nodes }) => nodes).map((service) => <DoctorCard key={service.id} service={service} reportId={reportId} />)}
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      {hasNextPage && <button type="button" className="ih-button" disabled={busy} onClick={more}>{busy ? '正在加载…' : '查看更多医生'}</button>}
    </>
  )
}

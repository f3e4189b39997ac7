'use client'

import { useState } from 'react'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { Panes } from '@/frame/panes'
import { InstitutionTreeDocument, OfferRulesDocument } from '@/graphql/graphql'
import { branches } from '@/settings/institution-settings'
import { OfferMatrix } from './offer-matrix'

const WHOLE = 'whole'

/** The tree of institutions on the left; on the right which methods each business offers at each terminal. */
export function OfferBoard() {
  const [{ data, error }] = useQuery({ query: InstitutionTreeDocument })
  const [chosen, choose] = useState(WHOLE)
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="机构没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  const entries = [{ key: WHOLE, word: '全院', hint: '默认' }, ...branches(data.institutions, null, 1)]
  return (
    <Panes label="机构" entries={entries} chosen={chosen} onChoose={choose}>
      <OffersAt key={chosen} name={entries.find(({ key }) => key === chosen)?.word ?? ''} institutionId={chosen === WHOLE ? null : chosen} />
    </Panes>
  )
}

function OffersAt({ name, institutionId }: { name: string; institutionId: string | null }) {
  const [{ data, error }, ask] = useQuery({ query: OfferRulesDocument, variables: { institutionId } })
  const mayChange = useMay('channel:manage')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="支付设置没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  return (
    <>
      <Panes.Head title={name} hint="没有单独设置的，依次沿用本机构的其他设置、上级机构和系统默认。修改后收银台立即生效。" />
      <OfferMatrix rules={data.paymentOfferRules} institutionId={institutionId} mayChange={mayChange} onChanged={() => ask({ requestPolicy: 'network-only' })} />
    </>
  )
}

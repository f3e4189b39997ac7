'use client'

import { useState } from 'react'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { Panes } from '@/frame/panes'
import { HelpPageAtDocument, InstitutionTreeDocument } from '@/graphql/graphql'
import { HelpForm } from './help-form'

const WHOLE = 'whole'

/** Institutions on the left; on the right what the help page of the chosen one shows. */
export function HelpBoard() {
  const [{ data, error }] = useQuery({ query: InstitutionTreeDocument })
  const [chosen, choose] = useState(WHOLE)
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="机构没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  const entries = [{ key: WHOLE, word: '全院', hint: '默认' }, ...data.institutions.map(({ id, name }) => ({ key: id, word: name }))]
  return (
    <Panes label="机构" entries={entries} chosen={chosen} onChoose={choose}>
      <PageAt key={chosen} name={entries.find(({ key }) => key === chosen)!.word} institutionId={chosen === WHOLE ? null : chosen} />
    </Panes>
  )
}

function PageAt({ name, institutionId }: { name: string; institutionId: string | null }) {
  const [{ data, error }, ask] = useQuery({ query: HelpPageAtDocument, variables: { institutionId }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="帮助页面的设置没有加载出来" />
  if (!data) return <RowSkeletons count={6} />
  const { helpPage } = data
  return <HelpForm key={`${helpPage.own}${helpPage.version}`} name={name} page={helpPage} onChanged={() => ask({ requestPolicy: 'network-only' })} />
}

'use client'

import { useState } from 'react'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { Panes } from '@/frame/panes'
import { InstitutionSettingsDocument, InstitutionTreeDocument, type InstitutionTreeQuery } from '@/graphql/graphql'
import { SettingList } from './setting-list'

const WHOLE = 'whole'

/** The tree of institutions on the left; on the right what holds at the chosen one, and where it comes from. */
export function InstitutionSettings() {
  const [{ data, error }] = useQuery({ query: InstitutionTreeDocument })
  const [chosen, choose] = useState(WHOLE)
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="机构没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  const entries = [{ key: WHOLE, word: '全院', hint: '默认' }, ...branches(data.institutions, null, 1)]
  return (
    <Panes label="机构" entries={entries} chosen={chosen} onChoose={choose}>
      <SettingsAt key={chosen} name={entries.find(({ key }) => key === chosen)?.word ?? ''} institutionId={chosen === WHOLE ? null : chosen} />
    </Panes>
  )
}

/** Institutions below a node, each followed by its own. A parent that is not listed counts as the top. */
export function branches(all: InstitutionTreeQuery['institutions'], parentId: string | null, depth: number): { key: string; word: string; depth: number }[] {
  const known = new Set(all.map(({ id }) => id))
  const members = all.filter(({ parent }) => (parent && known.has(parent.id) ? parent.id : null) === parentId)
  return members.flatMap(({ id, name }) => [{ key: id, word: name, depth }, ...(depth < 10 ? branches(all, id, depth + 1) : [])])
}

function SettingsAt({ name, institutionId }: { name: string; institutionId: string | null }) {
  const [{ data, error }, ask] = useQuery({ query: InstitutionSettingsDocument, variables: { institutionId } })
  const mayChange = useMay('setting:change')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="配置没有加载出来" />
  if (!data) return <RowSkeletons count={8} />
  return (
    <>
      <Panes.Head title={name} hint={institutionId ? '没有单独设置的，沿用上级机构的值。' : '各机构没有单独设置时，按这里的值执行。'} />
      <SettingList settings={data.institutionSettings} place={{ institutionId }} mayChange={mayChange} onChanged={() => ask({ requestPolicy: 'network-only' })} />
    </>
  )
}

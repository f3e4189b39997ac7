'use client'

import { useState } from 'react'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { Panes } from '@/frame/panes'
import { TerminalSettingsDocument, type Terminal } from '@/graphql/graphql'
import { SettingList } from './setting-list'

const words: Record<Terminal, string> = { H5: '手机网页（H5）', WECHAT_OA: '微信公众号', WECHAT_MINI: '微信小程序', ALIPAY_MINI: '支付宝小程序' }
const entries: { key: Terminal | 'ALL'; word: string; hint?: string; depth?: number }[] = [{ key: 'ALL', word: '全部终端', hint: '默认' }, ...Object.entries(words).map(([key, word]) => ({ key: key as Terminal, word, depth: 1 }))]

export function TerminalSettings() {
  const [chosen, choose] = useState<Terminal | 'ALL'>('ALL')
  return (
    <Panes<Terminal | 'ALL'> label="终端" entries={entries} chosen={chosen} onChoose={choose}>
      <SettingsAt key={chosen} name={entries.find(({ key }) => key === chosen)!.word} terminal={chosen === 'ALL' ? null : chosen} />
    </Panes>
  )
}

function SettingsAt({ name, terminal }: { name: string; terminal: Terminal | null }) {
  const [{ data, error }, ask] = useQuery({ query: TerminalSettingsDocument, variables: { terminal } })
  const mayChange = useMay('terminal:change')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="配置没有加载出来" />
  if (!data) return <RowSkeletons count={4} />
  return (
    <>
      <Panes.Head title={name} hint={terminal ? '没有单独设置的，沿用全部终端的值。' : '各终端没有单独设置时，按这里的值执行。'} />
      <SettingList settings={data.terminalSettings} place={{ terminal }} mayChange={mayChange} onChanged={() => ask({ requestPolicy: 'network-only' })} />
    </>
  )
}

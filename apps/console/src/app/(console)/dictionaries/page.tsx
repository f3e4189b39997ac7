import type { Metadata } from 'next'
import { DictionaryBoard } from '@/dictionaries/dictionary-board'
import { Page } from '@/frame/page'

export const metadata: Metadata = { title: '数据字典' }

export default function DictionariesPage() {
  return (
    <Page title="数据字典" hint="表单与页面的选项、名称由此读取">
      <DictionaryBoard />
    </Page>
  )
}

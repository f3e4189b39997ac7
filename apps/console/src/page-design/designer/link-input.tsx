'use client'

import { AutoComplete } from 'antd'
import { ROUTES } from '@hospital/pages/routes'

const routes = Object.entries(ROUTES).map(([value, { word }]) => ({ value, label: `${word}（${value}）` }))

interface LinkInputProps {
  id: string
  value: string
  status?: 'error'
  onChange(value: string): void
}

/** A page of the app out of the list, or another site's address typed in. */
export function LinkInput({ id, value, status, onChange }: LinkInputProps) {
  return <AutoComplete id={id} value={value} status={status} options={routes} onChange={(typed) => onChange((typed ?? '').trim())} placeholder="选择页面，或输入 https:// 网址" style={{ width: '100%' }} allowClear />
}

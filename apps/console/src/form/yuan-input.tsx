'use client'

import { Input } from 'antd'
import { fenOfYuan, formatYuan } from '@hospital/web/format'

/** An amount typed in 元; its form value is the text, checked by `yuanRule` and turned by `fenOfYuan`. */
export function YuanInput(props: { id?: string; value?: string; onChange?: (event: React.ChangeEvent<HTMLInputElement>) => void; disabled?: boolean }) {
  return <Input {...props} inputMode="decimal" prefix="¥" maxLength={13} />
}

export function yuanRule(limitFen: number, limitName: string) {
  return {
    validator(_: unknown, text?: string) {
      const fen = fenOfYuan(text ?? '')
      if (fen === null || fen === 0) return Promise.reject(new Error('请输入金额，最多两位小数'))
      if (fen > limitFen) return Promise.reject(new Error(`不能超过${limitName} ${formatYuan(limitFen)} 元`))
      return Promise.resolve()
    },
  }
}

import { describe, expect, it } from 'vitest'
import { commandsFor } from './commands.ts'

const words = (permissions: string[], typed: string) => commandsFor(permissions, typed).map(({ word }) => word)

describe('the command search', () => {
  it('offers every page that this person may open, and no other', () => {
    expect(words(['payment:read', 'ledger:read'], '')).toEqual(['退费申请', '交易记录', '资金异常', '账簿'])
  })

  it('finds pages by a part of their name and by pinyin initials', () => {
    expect(words(['audit:read', 'job:read'], '日志')).toEqual(['系统日志'])
    expect(words(['audit:read', 'job:read'], 'HT')).toEqual(['后台任务'])
  })

  it('looks through lists for a number or a name, which stands in their address', () => {
    expect(commandsFor(['order:read-all'], ' GH26 ')).toMatchObject([{ word: '在全部订单中查找「GH26」', href: '/orders?number=GH26' }])
  })
})

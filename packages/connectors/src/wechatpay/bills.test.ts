import { describe, expect, it } from 'vitest'
import { parseTradeBill, yuanToFen } from './bills.ts'

describe('amounts of the bill', () => {
  it.each([
    ['0.01', 1],
    ['50.00', 5000],
    ['19.99', 1999],
    ['1000000.10', 100000010],
    ['0.30000', 30],
    ['-0.30000', -30],
    ['0.00', 0],
  ])('%s yuan are %i fen', (yuan, fen) => {
    expect(yuanToFen(yuan)).toBe(fen)
  })

  it.each(['', '1,000.00', 'abc', '1e3', '٥'])('refuses %j', (text) => {
    expect(() => yuanToFen(text)).toThrow()
  })
})

describe('a trade bill', () => {
  it('is refused when it holds fewer rows than it says', () => {
    const text = '\uFEFF交易时间,微信订单号\r\n`2026-01-01 10:00:00,`42\r\n总交易单数\r\n`2\r\n'
    expect(() => parseTradeBill(text)).toThrow()
  })

  it('is refused when it is something else', () => {
    expect(() => parseTradeBill('<html></html>')).toThrow('Not this kind of bill')
  })
})

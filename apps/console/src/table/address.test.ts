import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from './address.ts'
import { instantsOf } from './filters.ts'

describe('a list in the address', () => {
  it('reads back as it was written', () => {
    const address = { filters: { q: '心内 & 外', status: 'OPEN' }, page: 3, after: 'Y3Vyc29yOjQw', row: '018f' }
    expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address)
  })

  it('without a cursor is the first page, whatever page it claims', () => {
    expect(readAddress(new URLSearchParams('page=9&q=x'))).toEqual({ filters: { q: 'x' }, page: 1, after: null, row: null })
  })

  it('with a cursor and a senseless page is a later page', () => {
    for (const page of ['0', '-3', 'x', '1']) expect(readAddress(new URLSearchParams(`after=c&page=${page}`)).page).toBe(2)
  })

  it('leaves out filters without a value', () => {
    expect(writeAddress({ filters: { q: '' }, page: 1, after: null, row: null })).toBe('?')
  })
})

describe('a span of days', () => {
  it('runs from the first moment of the first day to the end of the last, in hospital time', () => {
    expect(instantsOf({ paidFrom: '2026-11-23', paidTo: '2026-11-23' }, 'paid')).toEqual({ from: '2026-11-22T16:00:00.000Z', to: '2026-11-23T16:00:00.000Z' })
  })

  it('may be open at either end', () => {
    expect(instantsOf({ paidFrom: '2026-11-23' }, 'paid')).toEqual({ from: '2026-11-22T16:00:00.000Z' })
    expect(instantsOf({}, 'paid')).toEqual({})
  })
})

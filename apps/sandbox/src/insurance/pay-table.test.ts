import { expect, test } from 'vitest'
import { splitFees, type PayTable } from './pay-table.ts'

const table: PayTable = { deductibleFen: 500, capFen: 200_000, fundPercent: 70, classBPercent: 10, accountPercent: 50, accountFen: 30_000 }
const nothing = { deductibleFen: 0, fundFen: 0, accountFen: 0 }

test('[A3-07] the insurer pays 甲 whole, 乙 less its tenth, 丙 not at all, above the deductible and below the cap; the parts make the whole', () => {
  expect(splitFees(table, [{ level: '01', fen: 2_500 }], nothing)).toEqual({ totalFen: 2_500, deductibleFen: 500, fundFen: 1_400, accountFen: 550, cashFen: 550 })
  expect(splitFees(table, [{ level: '02', fen: 3_000 }], { ...nothing, deductibleFen: 500 })).toEqual({ totalFen: 3_000, deductibleFen: 0, fundFen: 1_890, accountFen: 555, cashFen: 555 })
  expect(splitFees(table, [{ level: '03', fen: 999 }], nothing)).toMatchObject({ fundFen: 0, accountFen: 499, cashFen: 500 })
  expect(splitFees(table, [{ level: '01', fen: 10_000 }], { deductibleFen: 500, fundFen: 199_000, accountFen: 30_000 })).toMatchObject({ fundFen: 1_000, accountFen: 0, cashFen: 9_000 })
  for (let fen = 1; fen < 400; fen += 7) {
    const { totalFen, fundFen, accountFen, cashFen } = splitFees(table, [{ level: '01', fen }, { level: '02', fen: fen * 3 }], nothing)
    expect(fundFen + accountFen + cashFen).toBe(totalFen)
  }
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findPersonal, scanLogs } from '../src/personal-scan.ts'

it('[R16] finds phones and id-card numbers wherever they stand', () => {
  for (const text of ['{"phone":"15987654321"}', 'to +8613800000001 now', 'phone=13912345678,', '{"payload":{"to":13912345678}}']) expect(findPersonal(text)).toHaveLength(1)
  expect(findPersonal('{"idCard":"11010519491231002X"} and 440308199901101512')).toEqual(['11010519491231002X', '440308199901101512'])
})

it('[R16] takes masked numbers, instants, ids and amounts for what they are', () => {
  for (const text of ['159****4321', '{"time":1795866600123}', '01a221eb-f046-75f6-98a1-13912345678f', 'GH20261128123456789', '110105194912310021', '4200001234202611281234567890', '1.13912345678']) expect(findPersonal(text)).toEqual([])
})

it('[R16] reads the hospital’s logs, not those of the outside world', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logs-'))
  writeFileSync(join(folder, 'gateway.log'), '{"msg":"listening"}\n{"msg":"sent","to":"15987654321"}\n')
  writeFileSync(join(folder, 'sandbox.log'), 'SMS to 15987654321\n')
  const { lines, found } = scanLogs(folder)
  rmSync(folder, { recursive: true })
  expect([lines, found]).toEqual([2, ['gateway.log: {"msg":"sent","to":"15987654321"}']])
})

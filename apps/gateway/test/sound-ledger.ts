import { expect } from 'vitest'
import { connect } from '@hospital/database/connect'
import { verifyLedger } from '@hospital/finance/ledger/verify'
import type { TestHospital } from './hospital.ts'

/** Every entry balances, and ledger, orders and payments agree to the fen. */
export async function expectSoundLedger({ installation }: TestHospital): Promise<void> {
  const connection = connect(installation.databaseUrl, { name: 'verify', max: 1 })
  expect(await verifyLedger(connection)).toEqual([])
  await connection.close()
}

import { describe, expect, it } from 'vitest'
import { FAIR, fuzz } from './fuzz.ts'

/** More for a longer run: `FUZZ_COUNT=50000 FUZZ_SEED=7 npx vitest run --project tests apps/gateway/test/registered/fuzz`. */
const COUNT = Number(process.env.FUZZ_COUNT ?? 800)
const SEED = Number(process.env.FUZZ_SEED ?? 1)
const PATIENCE_MS = 60_000 + COUNT * 120

describe('the registered lane', () => {
  it('agrees with one merged schema wherever Apollo’s gateway does', async () => {
    const { ran, faults, stockFaults } = await fuzz({ count: COUNT, seed: SEED, weather: FAIR })
    console.log(`${ran} operations: ${faults.length} that both get wrong, ${stockFaults} that only Apollo’s gateway gets wrong`)
    expect(faults.filter(({ whose }) => whose === 'ours')).toEqual([])
  }, PATIENCE_MS)

  it('agrees with Apollo’s gateway where values are missing and subgraphs fail', async () => {
    const { ran, withErrors, faults, stockFaults } = await fuzz({ count: COUNT, seed: SEED + 1, weather: { nulls: 0.06, errors: 0.03 } })
    console.log(`${ran} operations, ${withErrors} with errors: ${stockFaults} that only Apollo’s gateway gets wrong`)
    expect(faults.slice(0, 5)).toEqual([])
  }, PATIENCE_MS)
})

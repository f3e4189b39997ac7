import { loadKeys } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import { roleUrl } from '@hospital/database/roles'
import { environment } from './env.ts'
import { verifyLedger } from './ledger/verify.ts'

// Compares the ledger with orders, payments and refunds: `node packages/launcher/run.mjs subgraphs/finance/src/verify-ledger.ts`.
const { databaseUrl, keysFile, production } = environment
const connection = connect(roleUrl(databaseUrl, loadKeys(keysFile, production).databasePassword, 'finance'), { name: 'verify-ledger', max: 1 })
const discrepancies = await verifyLedger(connection)
await connection.close()
for (const { rule, id } of discrepancies) console.log(`${rule}: not so for ${id}`)
console.log(discrepancies.length ? `${discrepancies.length} discrepancies` : 'The ledger agrees with orders, payments and refunds.')
process.exitCode = discrepancies.length ? 1 : 0

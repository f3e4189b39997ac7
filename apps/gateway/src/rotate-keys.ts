import { loadKeys } from '@hospital/access/keys'
import { activeKeyId } from '@hospital/access/personal-data'
import { activateKey, announceKey, comingKeyId, formerKeyIds, retireKeys, writeKeys } from '@hospital/access/rotation'
import { connect } from '@hospital/database/connect'
import { roleUrl } from '@hospital/database/roles'
import { countStale, reseal } from '@hospital/subgraph/reseal'
import { readGatewayEnvironment } from './env.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'

/**
 * One step of a key rotation each time it is called; the keys file itself tells which is next. Between the steps every process must read
 * the file anew: one that does not know a key cannot read what another has written with it.
 */
const { keysFile, databaseUrl, production } = readGatewayEnvironment()
let keys = loadKeys(keysFile, production)

/** Each subgraph's rows by its own role, as its jobs do by night. */
async function withSubgraphs(work: (ctx: Parameters<typeof reseal>[0], personal: Parameters<typeof reseal>[1], name: string) => Promise<number>): Promise<number> {
  let sum = 0
  for (const { name, definition: { personal } } of SUBGRAPHS) {
    if (!personal) continue
    const { db, close } = connect(roleUrl(databaseUrl, keys.databasePassword, name), { name: 'rotate-keys', max: 2 })
    sum += await work({ db, keys }, personal, name).finally(close)
  }
  return sum
}

async function resealAll(): Promise<void> {
  const changed = await withSubgraphs((ctx, personal, name) => reseal(ctx, personal, (rows) => process.stdout.write(`\r${name}: ${rows} rows`)))
  console.log(`\n${changed} rows are under ${activeKeyId(keys)} now.`)
}

const coming = comingKeyId(keys)
if (coming) {
  keys = activateKey(keys)
  writeKeys(keysFile, keys)
  console.log(`${coming} is the active key. Restart every process; meanwhile rows are encrypted anew.`)
  await resealAll()
  console.log('Run this again when every process has been restarted: it encrypts what they still wrote, and takes away the keys that nothing needs.')
} else if (formerKeyIds(keys).length) {
  await resealAll()
  const stale = await withSubgraphs(countStale)
  if (stale) {
    console.log(`${stale} rows still need ${formerKeyIds(keys).join(', ')} (sign-in codes go within a day): run this again tomorrow.`)
  } else {
    console.log(`Nothing needs ${formerKeyIds(keys).join(', ')} any more: taken out of the keys file. Back-ups of before can be read with the file of before alone.`)
    writeKeys(keysFile, retireKeys(keys))
  }
} else {
  keys = announceKey(keys)
  writeKeys(keysFile, keys)
  console.log(`${comingKeyId(keys)} has been made and is not used yet. Restart every process, so that all know it; then run this again.`)
}

import { parseArgs } from 'node:util'
import { service } from '@hospital/access/viewer'
import type { Connectors } from '@hospital/connectors/configuration'
import { newId } from '@hospital/database/identifier'
import { createAdministrator } from '@hospital/platform/administrators/administrator'
import * as platform from '@hospital/platform/subgraph'
import { openInstallation } from '@hospital/subgraph/open-installation'
import { Refusal } from '@hospital/subgraph/refusal'
import { readGatewayEnvironment } from './env.ts'
import { migrateHospital } from './migrate.ts'

const USAGE = `npm run admin -- create --login LOGIN --name NAME [--role ROLE]

Makes an administrator (SUPER_ADMIN unless told) and prints a password that is good for three days and for one sign-in: it has to be
replaced there, and an authenticator enrolled. What is done here stands in the log.`

const NOBODY_OUTSIDE = { wechat: { using: () => undefined }, disconnect: async () => {} } as unknown as Connectors

/** The first administrator has nobody to be made by: whoever holds the keys and reaches the database does it here. */
async function create(login: string, name: string, role: string): Promise<void> {
  const environment = readGatewayEnvironment()
  await migrateHospital(environment)
  const installation = await openInstallation({ ...environment, logLevel: 'error' }, NOBODY_OUTSIDE)
  const subgraph = await platform.createSubgraph(installation)
  try {
    const ctx = subgraph.contextFor({ viewer: service('admin command'), requestId: newId(), origin: { ip: null, userAgent: 'npm run admin' } })
    const { administrator, temporaryPassword } = await createAdministrator(ctx, { login, name, roles: [role] })
    console.log(`${administrator.login} may sign in at the console within three days, with this password, once:\n\n  ${temporaryPassword}\n`)
  } finally {
    await subgraph.close()
    await installation.close()
  }
}

const { positionals: [command], values: { login, name, role } } = parseArgs({
  allowPositionals: true, strict: false, options: { login: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'SUPER_ADMIN' } },
}) as { positionals: string[]; values: Record<'login' | 'name' | 'role', string | undefined> }
if (command !== 'create' || !login || !name || !role) {
  console.error(USAGE)
  process.exit(64)
}
try {
  await create(login, name, role)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(`${error.code}: ${error.message} ${JSON.stringify(error.extensions.details ?? {})}`)
  process.exitCode = 65
}

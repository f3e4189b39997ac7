import { pathToFileURL } from 'node:url'
import { loadKeys } from '@hospital/access/keys'
import { migrateDatabase } from '@hospital/database/migrate'
import { migrateJobs } from '@hospital/events/jobs'
import type { Environment } from '@hospital/subgraph/environment'
import { readGatewayEnvironment } from './env.ts'
import { SUBGRAPHS } from './subgraphs/list.ts'

/** Brings the database to the newest shape of all subgraphs and of the jobs. Safe to repeat and to race. */
export async function migrateHospital({ databaseUrl, keysFile, production }: Pick<Environment, 'databaseUrl' | 'keysFile' | 'production'>): Promise<void> {
  const { databasePassword } = loadKeys(keysFile, production)
  await migrateDatabase({ url: databaseUrl, databasePassword, subgraphs: SUBGRAPHS, migrateJobs })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await migrateHospital(readGatewayEnvironment())
  console.log('database migrated')
}

import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/child.ts'
import { fetchPackages } from './fetched.ts'

/** Exact versions (the runtime loads the transport to its subgraphs by name); installed into the bench's folder, so that the project's own installation stays small. */
const PACKAGES = { '@graphql-hive/gateway-runtime': '2.12.1', '@graphql-hive/router-runtime': '1.4.23', '@graphql-mesh/transport-http': '1.2.1', graphql: '16.15.0' }

/** Its JavaScript planner, and the one written in Rust (router-runtime). */
export const HIVE_PLANNERS = ['stock', 'native'] as const
export type HivePlanner = (typeof HIVE_PLANNERS)[number]

/** The program and the folder to run it in. */
export async function installHive(folder: string, say: (line: string) => void): Promise<{ script: string; cwd: string; foreign: true }> {
  const cwd = fetchPackages(folder, 'hive', PACKAGES, say)
  const script = join(cwd, 'hive-process.mjs')
  copyFileSync(join(ROOT, 'packages/bench/src/peers/hive-process.mjs'), script)
  return { script, cwd, foreign: true }
}

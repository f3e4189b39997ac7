import { readEnvironment, type Environment } from '@hospital/subgraph/environment'
import { readLimits, type Limits } from './limits/settings.ts'

export interface GatewayEnvironment extends Environment {
  port: number
  limits: Limits
  /** Addresses and subnets of our own servers before the gateway. */
  proxies: string[]
  /** Where the replicas of each subgraph listen; undefined: they run in this process. */
  subgraphUrls?: Record<string, string | string[]>
}

/** The only reading of the process's environment. */
export function readGatewayEnvironment(env: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const environment = readEnvironment(env)
  return {
    ...environment,
    port: environment.port ?? 4000 + environment.portOffset,
    limits: readLimits(env),
    proxies: env.TRUSTED_PROXIES?.split(',').map((one) => one.trim()).filter(Boolean) ?? [],
    ...(env.SUBGRAPH_URLS && { subgraphUrls: JSON.parse(env.SUBGRAPH_URLS) as Record<string, string | string[]> }),
  }
}

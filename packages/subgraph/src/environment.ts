import { join, resolve } from 'node:path'
import { connectorsFile } from '@hospital/connectors/configuration'
import { clockFrom, type Clock } from '@hospital/database/clock'

/** What a server of the hospital is told by its environment. */
export interface Environment {
  production: boolean
  portOffset: number
  /** The server's own port, where it is told one. */
  port?: number
  databaseUrl: string
  keysFile: string
  dataFolder: string
  connectorsFile: string
  sandboxUrl: string
  gatewayUrl: string
  /** Origins of the apps' pages: `APP_ORIGINS`, or patient, doctor and console as a person on this machine opens them. */
  appOrigins: string[]
  clock: Clock
  logLevel: string
  /** Where the server listens: this machine only, unless told otherwise. */
  host: string
  /** How long a leaving server says so (`/ready` 503) before it takes no more: for balancers to notice. */
  drainMs: number
  /** Wake-ups travel by Redis instead of NOTIFY. */
  redisUrl?: string
  /** Where a gateway's figures are read; subgraphs have them on their own, internal port. */
  metricsPort?: number
  /** An OTLP/HTTP collector; without one nothing is traced. */
  tracesEndpoint?: string
}

/** Reads the environment of a server; refuses what cannot work. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const dataFolder = resolve(env.HOSPITAL_DATA_DIR || '.data')
  const portOffset = wholeNumber('PORT_OFFSET', env.PORT_OFFSET ?? '0')
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL names the PostgreSQL server; npm start brings one of its own')
  return {
    production: env.NODE_ENV === 'production',
    portOffset,
    ...(env.PORT && { port: wholeNumber('PORT', env.PORT) }),
    databaseUrl: env.DATABASE_URL,
    keysFile: env.HOSPITAL_KEYS_FILE || join(dataFolder, 'keys.json'),
    dataFolder,
    connectorsFile: connectorsFile(env),
    sandboxUrl: env.SANDBOX_URL || `http://127.0.0.1:${4900 + portOffset}`,
    gatewayUrl: env.GATEWAY_URL || `http://127.0.0.1:${4000 + portOffset}`,
    appOrigins: env.APP_ORIGINS?.split(',').map((origin) => origin.trim()).filter(Boolean) ?? localOrigins(portOffset),
    clock: clockFrom(env),
    logLevel: env.LOG_LEVEL || 'info',
    host: env.HOST || '127.0.0.1',
    drainMs: milliseconds('DRAIN_MS', env.DRAIN_MS || '0'),
    ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
    ...(env.METRICS_PORT && { metricsPort: wholeNumber('METRICS_PORT', env.METRICS_PORT) }),
    ...(env.OTEL_EXPORTER_OTLP_ENDPOINT && { tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }),
  }
}

function localOrigins(portOffset: number): string[] {
  return [3000, 3001, 3002].flatMap((port) => ['localhost', '127.0.0.1'].map((host) => `http://${host}:${port + portOffset}`))
}

function milliseconds(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 60_000) throw new Error(`${name} is not a number of milliseconds up to a minute: ${value}`)
  return number
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Error(`${name} is not a port number: ${value}`)
  return number
}

import { isAbsolute, join } from 'node:path'
import { portOf, readPortOffset, type Service } from './ports.ts'

/** What an installation is told from outside, read once. */
export interface Settings {
  root: string
  offset: number
  dataDir: string
  production: boolean
  databaseUrl?: string
  keysFile?: string
  env: NodeJS.ProcessEnv
}

const SECRETS = ['DATABASE_URL', 'REDIS_URL', 'HOSPITAL_KEYS_FILE', 'CONNECTORS_FILE']

export function readSettings(root: string, env: NodeJS.ProcessEnv = process.env): Settings {
  const production = env.NODE_ENV === 'production'
  const dataDir = env.HOSPITAL_DATA_DIR || '.data'
  if (production) assertProduction(env)
  return {
    root,
    offset: readPortOffset(env),
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    production,
    ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
    ...(env.HOSPITAL_KEYS_FILE && { keysFile: env.HOSPITAL_KEYS_FILE }),
    env,
  }
}

function assertProduction(env: NodeJS.ProcessEnv): void {
  if (Number(env.CLOCK_OFFSET_MS ?? 0) !== 0) throw new Error('CLOCK_OFFSET_MS is for demonstrations; production refuses it.')
  const missing = ['DATABASE_URL', 'HOSPITAL_KEYS_FILE', 'CONNECTORS_FILE'].filter((name) => !env[name])
  if (missing.length > 0) {
    throw new Error(`Production needs ${missing.join(', ')}: it makes no keys, runs no embedded database, and has no sandbox.`)
  }
}

export function urlOf(service: Service, settings: Settings): string {
  return `http://127.0.0.1:${portOf(service, settings.offset)}`
}

/** For the gateway, the subgraphs and their programs: they hold the keys and reach the database. */
export function serverEnvironment(settings: Settings, databaseUrl: string, keysFile: string): NodeJS.ProcessEnv {
  return { ...appEnvironment(settings), ...pick(settings.env, SECRETS), DATABASE_URL: databaseUrl, HOSPITAL_KEYS_FILE: keysFile }
}

/** For the apps and the sandbox: no way to the database, no keys. */
export function appEnvironment(settings: Settings): NodeJS.ProcessEnv {
  const { env, offset, dataDir, root } = settings
  return {
    ...omit(env, SECRETS),
    PORT_OFFSET: String(offset),
    HOSPITAL_DATA_DIR: dataDir,
    SANDBOX_URL: env.SANDBOX_URL || urlOf('sandbox', settings),
    GATEWAY_URL: env.GATEWAY_URL || urlOf('gateway', settings),
    NEXT_TELEMETRY_DISABLED: '1',
    APOLLO_TELEMETRY_DISABLED: '1',
    TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json'),
  }
}

function pick(env: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)))
}

function omit(env: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}

import type { Logger } from 'pino'
import type { KeysFile } from '@hospital/access/keys'
import type { Connectors } from '@hospital/connectors/configuration'
import type { Clock } from '@hospital/database/clock'
import type { Wakes } from '@hospital/events/wakes'

/** What one process of the hospital has opened, handed to every subgraph in it. */
export interface Installation {
  databaseUrl: string
  keys: KeysFile
  clock: Clock
  log: Logger
  wakes: Wakes
  connectors: Connectors
  /** Where this installation keeps its files. */
  dataFolder: string
  /** The gateway's address as outside systems and phones reach it. */
  gatewayUrl: string
  /** Origins of the apps' pages. */
  appOrigins: readonly string[]
}

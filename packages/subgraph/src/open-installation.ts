import { loadKeys } from '@hospital/access/keys'
import { loadConnectors, type Connectors } from '@hospital/connectors/configuration'
import { connect } from '@hospital/database/connect'
import { roleUrl } from '@hospital/database/roles'
import { openRedisTransport } from '@hospital/events/redis-transport'
import { openWakes, openWakesOver } from '@hospital/events/wakes'
import type { Environment } from './environment.ts'
import type { Installation } from './installation.ts'
import { openLog } from './log.ts'

export interface OpenedInstallation extends Installation {
  close(): Promise<void>
}

/**
 * Opens what every server of the hospital stands on: keys, log, wake-ups, connectors. The database must have been migrated.
 * A program that speaks to no outside system brings connectors of its own.
 */
export async function openInstallation(environment: Environment, own?: Connectors): Promise<OpenedInstallation> {
  const { production, databaseUrl, clock, dataFolder, gatewayUrl, appOrigins, sandboxUrl } = environment
  const keys = loadKeys(environment.keysFile, production)
  const log = openLog(environment.logLevel)
  const connectors = own ?? loadConnectors({ file: environment.connectorsFile, sandboxUrl, production, onHisRefused: (refused) => log.warn({ refused }, 'not taken over from the HIS') })
  const listening = connect(roleUrl(databaseUrl, keys.databasePassword, 'jobs'), { name: 'wakes', max: 2 })
  const unsent = (error: unknown) => log.warn({ err: error }, 'wake-ups')
  const { redisUrl } = environment
  const wakes = redisUrl ? await openWakesOver((listener) => openRedisTransport(redisUrl, listener, unsent), unsent) : await openWakes(listening.sql, unsent)
  return {
    databaseUrl, keys, clock, log, wakes, connectors, dataFolder, gatewayUrl, appOrigins,
    async close() {
      await wakes.close()
      await listening.close()
      await connectors.disconnect()
    },
  }
}

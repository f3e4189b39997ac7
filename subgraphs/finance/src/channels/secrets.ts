import { createHash } from 'node:crypto'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import type { Context } from '@hospital/subgraph/context'
import type { ChannelAccountRow } from './account.ts'

type Secrets = Record<string, string>

/** The only way to an account's secrets: for the connectors, and for what is set beside them. */
export const openSecrets = ({ keys }: Pick<Context, 'keys'>, { secretsSealed }: Pick<ChannelAccountRow, 'secretsSealed'>): Secrets =>
  secretsSealed ? (JSON.parse(decryptPersonal(keys, secretsSealed)) as Secrets) : {}

/** AES-256-GCM by the installation's key, whose name stands with it: `npm run rotate-keys` brings it under another. */
export const sealSecrets = ({ keys }: Pick<Context, 'keys'>, secrets: Secrets): string => encryptPersonal(keys, JSON.stringify(secrets))

export const fingerprintOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 12)

import { WHOLE } from '@hospital/configuration/effective'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { AGREEMENTS, newestVersion } from '../consents/consent.ts'
import { accountAgreement } from '../consents/tables.ts'

export interface AgreedText {
  key: string
  version: number
}

const isAgreement = (key: string) => AGREEMENTS.some((one) => one === key)

/**
 * What was shown beside the tick must be what is in force. A version whose news has not come here yet is awaited for two seconds.
 * Refuses INVALID_INPUT (not an agreement of signing in, or twice the same), CONSENT_OUTDATED.
 */
export async function requireInForce(ctx: Context, agreed: readonly AgreedText[]): Promise<void> {
  if (new Set(agreed.map(({ key }) => key)).size !== agreed.length || !agreed.every(({ key, version }) => isAgreement(key) && version > 0)) throw new Refusal('INVALID_INPUT')
  for (const { key, version } of agreed) {
    // A hospital from before texts were told of has heard of none: what it shows is then believed.
    const known = await newestVersion(ctx, key, WHOLE)
    if (known === undefined) continue
    const newest = known >= version ? known : await awaited(async () => {
      const now = await newestVersion(ctx, key, WHOLE)
      return now !== undefined && now >= version ? now : undefined
    })
    if (newest !== version) throw new Refusal('CONSENT_OUTDATED', { message: '用户协议或隐私政策已更新，请重新阅读并勾选。', details: { key } })
  }
}

/** Kept for good, each version once. */
export async function keepAgreements(tx: Context, accountId: string, agreed: readonly AgreedText[]): Promise<void> {
  if (agreed.length) await tx.db.insert(accountAgreement).values(agreed.map(({ key, version }) => ({ accountId, textKey: key, version, agreedAt: tx.now() }))).onConflictDoNothing()
}

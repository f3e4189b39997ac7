import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import type { Keys } from '@hospital/access/keys'
import type { TokenStore } from '@hospital/connectors/wechat/port'
import type { Database } from '@hospital/database/connect'
import { outsideToken } from '../tables/outside.ts'

/** A process that died while asking holds the others up no longer. */
const CLAIM_MS = 15_000

/** Keeps an outside party's token for all processes. It ages by real time, as the party itself has it. */
export function tokensOf(db: Database, keys: Keys, party: string): TokenStore {
  const own = eq(outsideToken.party, party)
  return {
    async read() {
      const [row] = await db.select().from(outsideToken).where(own)
      return row?.token && row.expiresAt ? { token: decryptPersonal(keys, row.token), expiresAt: row.expiresAt.getTime() } : null
    },
    async claim() {
      const now = new Date()
      await db.insert(outsideToken).values({ party }).onConflictDoNothing()
      const claimed = await db.update(outsideToken).set({ claimedUntil: new Date(now.getTime() + CLAIM_MS) })
        .where(and(own, or(isNull(outsideToken.claimedUntil), lt(outsideToken.claimedUntil, now)))).returning({ party: outsideToken.party })
      return claimed.length > 0
    },
    async keep({ token, expiresAt }) {
      await db.update(outsideToken).set({ token: encryptPersonal(keys, token), expiresAt: new Date(expiresAt), claimedUntil: null }).where(own)
    },
    async release() {
      await db.update(outsideToken).set({ claimedUntil: null }).where(own)
    },
  }
}

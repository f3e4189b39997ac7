import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { HealthCardError } from './errors.ts'

export interface Card {
  cardId: string
  appId: string
  idNumber: string
  name: string
  phid: string
  patid: string | null
}

const TOKEN_SECONDS = 7_200
const CODE_SECONDS = 60
const USER_CODE_MS = 30 * 60_000
const columns = 'card_id AS cardId, app_id AS appId, id_number AS idNumber, name, phid, patid'

/** What the platform remembers: tokens, cards, codes, and what cards were used for. */
export function createHealthPlatform(database: Database, clock: Clock) {
  const cardBy = (where: string, ...values: string[]) => database.get<Card>(`SELECT ${columns} FROM health_card WHERE ${where}`, ...values)

  function redeem(code: string, kind: 'wechat' | 'health'): { cardId: string | null } {
    const row = database.get<{ cardId: string | null; givenAt: number; usedAt: number | null }>('SELECT card_id AS cardId, given_at AS givenAt, used_at AS usedAt FROM health_user_code WHERE code = ? AND kind = ?', code, kind)
    if (!row || row.givenAt + USER_CODE_MS <= clock.now()) throw new HealthCardError(-10013, `${kind}Code invalid or expired`)
    if (row.usedAt !== null) throw new HealthCardError(-10014, `${kind}Code has been used`)
    database.run('UPDATE health_user_code SET used_at = ? WHERE code = ?', clock.now(), code)
    return row
  }

  return {
    /** The token of before is dead from here on. */
    newToken(appId: string) {
      const token = randomBytes(16).toString('hex').toUpperCase()
      database.run('INSERT INTO health_token (app_id, token, expires_at, issued) VALUES (?, ?, ?, 1) ON CONFLICT (app_id) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at, issued = issued + 1',
        appId, token, clock.now() + TOKEN_SECONDS * 1000)
      return { appToken: token, expiresIn: TOKEN_SECONDS }
    },
    holdsToken: (appId: string, token: string) => database.get('SELECT 1 FROM health_token WHERE app_id = ? AND token = ? AND expires_at > ?', appId, token, clock.now()) !== undefined,
    tokensIssued: () => database.all<{ appId: string; issued: number }>('SELECT app_id AS appId, issued FROM health_token'),

    /** A person agreed on the channel's page: to a new card, or to one they hold. */
    giveUserCode(kind: 'wechat' | 'health', cardId: string | null = null): string {
      const code = randomBytes(16).toString('hex').toUpperCase()
      database.run('INSERT INTO health_user_code (code, kind, card_id, given_at) VALUES (?, ?, ?, ?)', code, kind, cardId, clock.now())
      return code
    },

    /** The same person gets the same card again. The code is used up only when a card was given. */
    register: (appId: string, { name, idNumber, patid, userCode }: { name: string; idNumber: string; patid: string; userCode: string | null }): Card => database.transaction(() => {
      const held = cardBy('app_id = ? AND id_number = ?', appId, idNumber)
      if (held && held.name !== name) throw new HealthCardError(-10021, 'name and idNumber do not match')
      if (userCode !== null) redeem(userCode, 'wechat')
      if (held) return held
      const cardId = createHash('sha256').update(`${appId} ${idNumber}`).digest('hex').toUpperCase()
      database.run('INSERT INTO health_card (card_id, app_id, id_number, name, phid, given_at, patid) VALUES (?, ?, ?, ?, ?, ?, ?)', cardId, appId, idNumber, name, randomBytes(16).toString('hex').toUpperCase(), clock.now(), patid)
      return cardBy('card_id = ?', cardId)!
    }),
    byHealthCode: (code: string): Card => database.transaction(() => cardBy('card_id = ?', redeem(code, 'health').cardId ?? '')!),

    find: (appId: string, cardId: string): Card => {
      const card = cardBy('app_id = ? AND card_id = ?', appId, cardId)
      if (!card) throw new HealthCardError(-10031, 'healthCardId does not exist')
      return card
    },
    bind: ({ cardId }: Card, patid: string) => void database.run('UPDATE health_card SET patid = ? WHERE card_id = ?', patid, cardId),

    dynamicCode({ cardId }: Card): string {
      const text = `${cardId}:0:${randomBytes(8).toString('hex').toUpperCase()}:${randomBytes(8).toString('hex').toUpperCase()}`
      database.run('INSERT INTO health_code (text, card_id, given_at) VALUES (?, ?, ?)', text, cardId, clock.now())
      return text
    },
    /** A reader at the hospital has one before it: good once, and in its minute. */
    verify(text: string): Card {
      return database.transaction(() => {
        const code = database.get<{ cardId: string; givenAt: number; usedAt: number | null }>('SELECT card_id AS cardId, given_at AS givenAt, used_at AS usedAt FROM health_code WHERE text = ?', text)
        if (!code) throw new HealthCardError(-10041, 'qrCodeText is not of this platform')
        if (code.usedAt !== null) throw new HealthCardError(-10042, 'qrCodeText has been used')
        if (code.givenAt + CODE_SECONDS * 1000 <= clock.now()) throw new HealthCardError(-10043, 'qrCodeText has expired')
        database.run('UPDATE health_code SET used_at = ? WHERE text = ?', clock.now(), text)
        return cardBy('card_id = ?', code.cardId)!
      })
    },

    reportUsage: ({ cardId }: Card, reference: string, scene: string, at: string) =>
      void database.run('INSERT INTO health_usage (reference, card_id, scene, at, times) VALUES (?, ?, ?, ?, 1) ON CONFLICT (reference) DO UPDATE SET times = times + 1', reference, cardId, scene, at),
    cards: () => database.all<Card>(`SELECT ${columns} FROM health_card ORDER BY given_at DESC, rowid DESC LIMIT 100`),
    usages: () => database.all<{ reference: string; cardId: string; scene: string; at: string; times: number }>('SELECT reference, card_id AS cardId, scene, at, times FROM health_usage ORDER BY rowid DESC LIMIT 200'),
  }
}

export type HealthPlatform = ReturnType<typeof createHealthPlatform>

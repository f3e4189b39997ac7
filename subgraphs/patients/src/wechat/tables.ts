import { boolean, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { outsideTokenTable } from '@hospital/subgraph/outside-token'
import { account, patients } from '../tables.ts'

/** As whom the official account knows an account's holder: one openid an account, one account an openid. The openid is sealed; its blind index finds it. */
export const wechatBinding = patients.table('wechat_binding', {
  id: id(),
  accountId: uuid().notNull().references(() => account.id),
  openIdSealed: text().notNull(),
  openIdIndex: text().notNull(),
  /** Follows the official account, as far as is known: to nobody else may it send. */
  following: boolean().notNull(),
  /** By WeChat's clock, since the binding. */
  followToldAt: instant(),
  boundAt: instant().notNull(),
}, (table) => [unique('wechat_binding_account').on(table.accountId), unique('wechat_binding_open_id').on(table.openIdIndex)])

/** A binding that was begun: the state goes out with the browser and is good once, for the session that it went out from. Only its hash is kept. */
export const wechatAuthorisation = patients.table('wechat_authorisation', {
  id: id(),
  stateHash: text().notNull().unique(),
  accountId: uuid().notNull().references(() => account.id),
  sessionId: uuid().notNull(),
  /** The holder wants the openid taken off another account. */
  moving: boolean().notNull(),
  startedAt: instant().notNull(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
}, (table) => [index().on(table.accountId, table.startedAt), index().on(table.expiresAt)])

export const outsideToken = outsideTokenTable(patients)

import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import type { Receipts } from './receipts.ts'

export type Provider = 'tencent' | 'aliyun'

export interface SentSms {
  serialNo: string
  provider: Provider
  phone: string
  template: string
  params: string[]
  text: string
  code: string
  sentAt: number
}

export interface Outbox {
  /** Keeps a message and answers the code of its number. */
  keep(message: { provider: Provider; phone: string; template: string; params: string[]; text: string }): { serialNo: string; code: string }
  list(filter?: { phone?: string; templates?: readonly string[] }): SentSms[]
  /** From now on this number is answered so; `Ok` clears it; `RECEIPT.<code>`: it is taken, and the receipt says so; `RECEIPT.NONE`: none comes. */
  answerNumber(phone: string, code: string): void
  /** From now on this template is as if it had not been approved, or again as if it had. */
  approveTemplate(template: string, isApproved: boolean): void
  isApproved(template: string): boolean
}

const columns = 'serial_no AS serialNo, provider, phone, template, params, text, code, sent_at AS sentAt'

export function createOutbox(database: Database, clock: Clock, receipts: Receipts): Outbox {
  return {
    keep({ provider, phone, template, params, text }) {
      const told = database.get<{ code: string }>('SELECT code FROM sms_number WHERE phone = ?', phone)?.code ?? 'Ok'
      const later = /^RECEIPT\.(.+)$/.exec(told)?.[1]
      const code = later ? 'Ok' : told
      const serialNo = code === 'Ok' ? `${provider === 'tencent' ? '2640:' : ''}${randomUUID().replaceAll('-', '')}` : ''
      database.run('INSERT INTO sms (serial_no, provider, phone, template, params, text, code, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        serialNo || `refused:${randomUUID()}`, provider, phone, template, JSON.stringify(params), text, code, clock.now())
      if (serialNo && later !== 'NONE') receipts.add({ serialNo, provider, phone, code: later ?? null })
      return { serialNo, code }
    },
    list({ phone = '', templates } = {}) {
      const rows = database.all<Omit<SentSms, 'params'> & { params: string }>(
        `SELECT ${columns} FROM sms WHERE (?1 = '' OR phone = ?1 OR phone = '+86' || ?1) AND (?2 IS NULL OR template IN (SELECT value FROM json_each(?2))) ORDER BY sent_at DESC, rowid DESC LIMIT 200`, phone, templates ? JSON.stringify(templates) : null)
      return rows.map((row) => ({ ...row, params: JSON.parse(row.params) as string[] }))
    },
    answerNumber(phone, code) {
      const number = phone.startsWith('+86') ? phone : `+86${phone}`
      if (code === 'Ok') database.run('DELETE FROM sms_number WHERE phone = ?', number)
      else database.run('INSERT INTO sms_number (phone, code) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET code = excluded.code', number, code)
    },
    approveTemplate(template, isApproved) {
      if (isApproved) database.run('DELETE FROM sms_unapproved WHERE template = ?', template)
      else database.run('INSERT INTO sms_unapproved (template) VALUES (?) ON CONFLICT DO NOTHING', template)
    },
    isApproved: (template) => database.get('SELECT template FROM sms_unapproved WHERE template = ?', template) === undefined,
  }
}

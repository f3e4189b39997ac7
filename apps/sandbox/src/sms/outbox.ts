import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'

export interface SentSms {
  serialNo: string
  phone: string
  template: string
  params: string[]
  text: string
  code: string
  sentAt: number
}

export interface Outbox {
  /** Keeps a message and answers the code of its number. */
  keep(message: { phone: string; template: string; params: string[]; text: string }): { serialNo: string; code: string }
  list(phone?: string): SentSms[]
  /** From now on this number is answered so; `Ok` clears it. */
  answerNumber(phone: string, code: string): void
}

export function createOutbox(database: Database, clock: Clock): Outbox {
  return {
    keep({ phone, template, params, text }) {
      const code = database.get<{ code: string }>('SELECT code FROM sms_number WHERE phone = ?', phone)?.code ?? 'Ok'
      const serialNo = code === 'Ok' ? `2640:${randomUUID().replaceAll('-', '')}` : ''
      database.run(
        'INSERT INTO sms (serial_no, phone, template, params, text, code, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        serialNo || `refused:${randomUUID()}`,
        phone,
        template,
        JSON.stringify(params),
        text,
        code,
        clock.now(),
      )
      return { serialNo, code }
    },
    list(phone) {
      const rows = database.all<Omit<SentSms, 'params'> & { params: string }>(
        `SELECT serial_no AS serialNo, phone, template, params, text, code, sent_at AS sentAt FROM sms WHERE (?1 = '' OR phone = ?1 OR phone = '+86' || ?1) ORDER BY sent_at DESC, rowid DESC LIMIT 200`,
        phone ?? '',
      )
      return rows.map((row) => ({ ...row, params: JSON.parse(row.params) as string[] }))
    },
    answerNumber(phone, code) {
      const number = phone.startsWith('+86') ? phone : `+86${phone}`
      if (code === 'Ok') database.run('DELETE FROM sms_number WHERE phone = ?', number)
      else database.run('INSERT INTO sms_number (phone, code) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET code = excluded.code', number, code)
    },
  }
}

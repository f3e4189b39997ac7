import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { WechatError } from './errors.ts'
import type { Followers } from './followers.ts'
import { templateOf } from './templates.ts'

export interface AskedMessage {
  touser?: unknown
  template_id?: unknown
  data?: Record<string, { value?: unknown } | undefined>
  url?: unknown
  page?: unknown
  client_msg_id?: unknown
}

export interface SentMessage {
  id: number
  kind: 'TEMPLATE' | 'SUBSCRIBE'
  openId: string
  template: string
  text: string
  link: string | null
  sentAt: number
}

const repeatMs = 600_000

/** Messages to followers: strict in what the template asks for, and kept in an outbox. */
export function createMessages(database: Database, clock: Clock, followers: Followers) {
  function keep(kind: SentMessage['kind'], { touser, template_id, data, url, page, client_msg_id }: AskedMessage, text: string): number {
    const link = typeof url === 'string' ? url : typeof page === 'string' ? page : null
    const row = database.get<{ id: number }>(
      'INSERT INTO wechat_message (kind, open_id, template, data, text, link, client_id, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id',
      kind, String(touser), String(template_id), JSON.stringify(data), text, link, typeof client_msg_id === 'string' ? client_msg_id : null, clock.now(),
    )
    return row!.id
  }

  const repeated = ({ client_msg_id: id }: AskedMessage) =>
    typeof id === 'string' ? database.get<{ id: number }>('SELECT id FROM wechat_message WHERE client_id = ? AND sent_at > ?', id, clock.now() - repeatMs)?.id : undefined

  return {
    sendTemplate(asked: AskedMessage): { id: number; repeated: boolean } {
      const text = wordingOf(asked)
      const person = followers.get(String(asked.touser))
      if (!person) throw new WechatError(40003, 'invalid openid')
      if (!person.following) throw new WechatError(43004, 'require subscribe')
      const before = repeated(asked)
      return before ? { id: before, repeated: true } : { id: keep('TEMPLATE', asked, text), repeated: false }
    },
    sendSubscribe(asked: AskedMessage): { id: number } {
      const text = wordingOf(asked)
      if (!followers.get(String(asked.touser))) throw new WechatError(40003, 'invalid openid')
      if (!followers.useAgreement(String(asked.touser), String(asked.template_id))) throw new WechatError(43101, 'user refuse to accept the msg')
      return { id: keep('SUBSCRIBE', asked, text) }
    },
    list: (openId?: string) =>
      database.all<SentMessage>(`SELECT id, kind, open_id AS openId, template, text, link, sent_at AS sentAt FROM wechat_message WHERE ?1 = '' OR open_id = ?1 ORDER BY id DESC LIMIT 200`, openId ?? ''),
  }
}

export type Messages = ReturnType<typeof createMessages>

/** What the person reads: every keyword of the template, and no other. */
function wordingOf({ template_id: number, data = {} }: AskedMessage): string {
  const template = templateOf(number)
  if (!template) throw new WechatError(40037, 'invalid template_id')
  const lines = Object.entries(template.keywords).map(([key, label]) => {
    const value = data[key]?.value
    if (typeof value !== 'string' || value === '') throw new WechatError(47003, `argument invalid! data.${key}.value is empty`)
    if (!takes(key, value)) throw new WechatError(47003, `argument invalid! data.${key}.value invalid`)
    return `${label}：${value}`
  })
  const strange = Object.keys(data).find((key) => !(key in template.keywords))
  if (strange) throw new WechatError(47003, `argument invalid! data.${strange} is not in the template`)
  return [template.title, ...lines].join('\n')
}

const shapes: Record<string, RegExp> = { thing: /^.{1,20}$/su, character_string: /^[\x20-\x7e]{1,32}$/, time: /^(?=.*\d).{1,32}$/su, amount: /^[¥￥]?\d[\d.]{0,10}元?$/u }

const takes = (key: string, value: string) => shapes[key.replace(/\d+$/, '')]?.test(value) ?? true

/** Ways in which the job of a template message or a notice ends. `none`: nothing is told of it. */
export const jobStatuses = ['success', 'failed:user block', 'failed: system failed', 'none'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** By person, how jobs end from now on. */
export const createJobEnds = (database: Database) => ({
  of: (openId: string) => database.get<{ status: JobStatus }>('SELECT status FROM wechat_job_end WHERE open_id = ?', openId)?.status ?? 'success',
  set: (openId: string, status: JobStatus) => void database.run('INSERT INTO wechat_job_end (open_id, status) VALUES (?, ?) ON CONFLICT (open_id) DO UPDATE SET status = excluded.status', openId, status),
})

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export interface Database {
  run(sql: string, ...values: SQLInputValue[]): number
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[]
  /** All or nothing; nesting joins the outer one. */
  transaction<T>(work: () => T): T
  setting(key: string): string | undefined
  keepSetting(key: string, value: string): void
  close(): void
}

const tables = `
  CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE IF NOT EXISTS resource (key INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, updated_at TEXT NOT NULL,
    json TEXT NOT NULL, UNIQUE (type, id)) STRICT;
  CREATE INDEX IF NOT EXISTS resource_updated ON resource (type, updated_at);
  CREATE TABLE IF NOT EXISTS param (name TEXT, value TEXT, key INTEGER, PRIMARY KEY (name, value, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS param_of ON param (key, name);

  CREATE TABLE IF NOT EXISTS trade (out_trade_no TEXT PRIMARY KEY, prepay_id TEXT UNIQUE NOT NULL, product TEXT NOT NULL, app_id TEXT NOT NULL,
    description TEXT NOT NULL, attach TEXT, openid TEXT, total_fen INTEGER NOT NULL, payer_fen INTEGER, refunded_fen INTEGER NOT NULL DEFAULT 0,
    notify_url TEXT NOT NULL, state TEXT NOT NULL, transaction_id TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, paid_at INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS trade_open ON trade (state, expires_at);
  CREATE TABLE IF NOT EXISTS refund (out_refund_no TEXT PRIMARY KEY, refund_id TEXT UNIQUE NOT NULL, out_trade_no TEXT NOT NULL, refund_fen INTEGER NOT NULL,
    total_fen INTEGER NOT NULL, reason TEXT, notify_url TEXT, state TEXT NOT NULL, created_at INTEGER NOT NULL, due_at INTEGER NOT NULL, succeeded_at INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS refund_due ON refund (state, due_at);
  CREATE INDEX IF NOT EXISTS refund_of_trade ON refund (out_trade_no);
  CREATE TABLE IF NOT EXISTS notification (id TEXT PRIMARY KEY, out_trade_no TEXT NOT NULL, event TEXT NOT NULL, url TEXT NOT NULL, resource TEXT NOT NULL,
    created_at INTEGER NOT NULL, next_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, last_answer TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS notification_due ON notification (state, next_at);
  CREATE INDEX IF NOT EXISTS notification_of_trade ON notification (out_trade_no);

  CREATE TABLE IF NOT EXISTS sms (serial_no TEXT PRIMARY KEY, provider TEXT NOT NULL DEFAULT 'tencent', phone TEXT NOT NULL, template TEXT NOT NULL, params TEXT NOT NULL, text TEXT NOT NULL,
    code TEXT NOT NULL, sent_at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS sms_phone ON sms (phone, sent_at);
  CREATE TABLE IF NOT EXISTS sms_number (phone TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT;

  CREATE TABLE IF NOT EXISTS wechat_token (token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS wechat_code (ticket TEXT PRIMARY KEY, action TEXT NOT NULL, scene TEXT NOT NULL, url TEXT UNIQUE NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS wechat_code_permanent ON wechat_code (scene) WHERE expires_at IS NULL;
  CREATE TABLE IF NOT EXISTS wechat_follower (open_id TEXT PRIMARY KEY, following INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS wechat_agreement (open_id TEXT NOT NULL, template TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (open_id, template)) STRICT;
  CREATE TABLE IF NOT EXISTS wechat_message (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, open_id TEXT NOT NULL, template TEXT NOT NULL, data TEXT NOT NULL, text TEXT NOT NULL,
    link TEXT, client_id TEXT, sent_at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS wechat_message_client ON wechat_message (client_id);
  CREATE TABLE IF NOT EXISTS wechat_push (id INTEGER PRIMARY KEY, open_id TEXT NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL, last_answer TEXT, reply TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS wechat_push_due ON wechat_push (state, next_at);
  CREATE TABLE IF NOT EXISTS wechat_oauth_code (code TEXT PRIMARY KEY, open_id TEXT NOT NULL, given_at INTEGER NOT NULL, used_at INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS wechat_job_end (open_id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS sms_unapproved (template TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS sms_receipt (serial_no TEXT PRIMARY KEY, provider TEXT NOT NULL, phone TEXT NOT NULL, code TEXT, next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, last_answer TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS sms_receipt_due ON sms_receipt (state, next_at);

  CREATE TABLE IF NOT EXISTS counter_trade (channel TEXT NOT NULL, number TEXT NOT NULL, merchant TEXT NOT NULL, fen INTEGER NOT NULL, description TEXT NOT NULL,
    notify_url TEXT NOT NULL, return_url TEXT, reference TEXT NOT NULL, state TEXT NOT NULL, channel_no TEXT, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    paid_at INTEGER, PRIMARY KEY (channel, number)) STRICT;
  CREATE TABLE IF NOT EXISTS counter_refund (channel TEXT NOT NULL, number TEXT NOT NULL, trade TEXT NOT NULL, fen INTEGER NOT NULL, channel_no TEXT NOT NULL, notify_url TEXT,
    reference TEXT NOT NULL, state TEXT NOT NULL, due_at INTEGER NOT NULL, done_at INTEGER, PRIMARY KEY (channel, number)) STRICT;
  CREATE TABLE IF NOT EXISTS counter_notice (id TEXT PRIMARY KEY, channel TEXT NOT NULL, trade TEXT NOT NULL, url TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, last_answer TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS counter_notice_due ON counter_notice (state, next_at);

  CREATE TABLE IF NOT EXISTS face_check (token TEXT PRIMARY KEY, id_card TEXT NOT NULL, name TEXT NOT NULL, redirect_url TEXT NOT NULL, extra TEXT NOT NULL,
    opened_at INTEGER NOT NULL, outcome TEXT, finished_at INTEGER) STRICT;

  CREATE TABLE IF NOT EXISTS insurance_voucher (token TEXT PRIMARY KEY, id_card TEXT NOT NULL, given_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS insurance_order (number TEXT PRIMARY KEY, pay_ord_id TEXT UNIQUE NOT NULL, pay_token TEXT NOT NULL, id_card TEXT NOT NULL, state TEXT NOT NULL, total_fen INTEGER NOT NULL,
    fund_fen INTEGER NOT NULL, account_fen INTEGER NOT NULL, cash_fen INTEGER NOT NULL, deductible_fen INTEGER NOT NULL, callback_url TEXT NOT NULL, created_at INTEGER NOT NULL, settled_at INTEGER, settlement_number TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS insurance_order_of ON insurance_order (id_card, state);
  CREATE TABLE IF NOT EXISTS insurance_refund (refund_number TEXT PRIMARY KEY, refund_id TEXT NOT NULL, number TEXT NOT NULL, fund_fen INTEGER NOT NULL, account_fen INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS insurance_notice (id TEXT PRIMARY KEY, number TEXT NOT NULL, url TEXT NOT NULL, next_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, last_answer TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS insurance_notice_due ON insurance_notice (state, next_at);
  CREATE TABLE IF NOT EXISTS card_account (patient_id TEXT PRIMARY KEY, balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0)) STRICT;
  CREATE TABLE IF NOT EXISTS card_movement (reference TEXT PRIMARY KEY, kind TEXT NOT NULL, patient_id TEXT NOT NULL, amount_fen INTEGER NOT NULL, state TEXT NOT NULL, serial TEXT NOT NULL, of_reference TEXT, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS card_movement_of ON card_movement (of_reference);

  CREATE TABLE IF NOT EXISTS his_money (serial TEXT PRIMARY KEY, kind TEXT NOT NULL, direction TEXT NOT NULL, reference TEXT NOT NULL, fen INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS his_money_at ON his_money (at);
  CREATE TABLE IF NOT EXISTS his_refund (reference TEXT PRIMARY KEY, of_reference TEXT NOT NULL, fen INTEGER NOT NULL, serial TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS his_refund_of ON his_refund (of_reference);

  CREATE TABLE IF NOT EXISTS health_token (app_id TEXT PRIMARY KEY, token TEXT NOT NULL, expires_at INTEGER NOT NULL, issued INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS health_user_code (code TEXT PRIMARY KEY, kind TEXT NOT NULL, card_id TEXT, given_at INTEGER NOT NULL, used_at INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS health_card (card_id TEXT PRIMARY KEY, app_id TEXT NOT NULL, id_number TEXT NOT NULL, name TEXT NOT NULL, phid TEXT NOT NULL,
    given_at INTEGER NOT NULL, patid TEXT, UNIQUE (app_id, id_number)) STRICT;
  CREATE TABLE IF NOT EXISTS health_code (text TEXT PRIMARY KEY, card_id TEXT NOT NULL, given_at INTEGER NOT NULL, used_at INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS health_usage (reference TEXT PRIMARY KEY, card_id TEXT NOT NULL, scene TEXT NOT NULL, at TEXT NOT NULL, times INTEGER NOT NULL) STRICT;
`

/** For folders of before there was this column. */
function addColumn(sqlite: DatabaseSync, table: string, column: string, type: string) {
  const known = sqlite.prepare(`SELECT 1 FROM pragma_table_info('${table}') WHERE name = '${column}'`).get()
  if (!known) sqlite.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
}

/** One SQLite file in WAL mode: what was committed outlives kill -9. */
export function openDatabase(directory: string): Database {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const sqlite = new DatabaseSync(join(directory, 'sandbox.sqlite'))
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000')
  sqlite.exec(tables)
  addColumn(sqlite, 'sms', 'provider', `TEXT NOT NULL DEFAULT 'tencent'`)
  const prepared = new Map<string, StatementSync>()
  let depth = 0

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known) return known
    const fresh = sqlite.prepare(sql)
    prepared.set(sql, fresh)
    return fresh
  }

  const run: Database['run'] = (sql, ...values) => Number(statement(sql).run(...values).changes)

  return {
    run,
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[],
    transaction(work) {
      if (depth > 0) return work()
      sqlite.exec('BEGIN IMMEDIATE')
      depth += 1
      try {
        const result = work()
        sqlite.exec('COMMIT')
        return result
      } catch (error) {
        sqlite.exec('ROLLBACK')
        throw error
      } finally {
        depth -= 1
      }
    },
    setting: (key) => (statement('SELECT value FROM setting WHERE key = ?').get(key) as { value: string } | undefined)?.value,
    keepSetting: (key, value) => void run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value),
    close: () => sqlite.close(),
  }
}

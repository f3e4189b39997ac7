import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgSchema, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { configurationTable } from '@hospital/configuration/projection'
import { houseTables } from '@hospital/subgraph/trace'
import { TOP_UP_STATUSES } from './hospital-card/top-up.status.ts'
import { INSURANCE_STATUSES } from './insurance/insurance.status.ts'
import { TEST_CHARGE_STATUSES } from './channels/test-charge.status.ts'
import { CHANNELS, ORIGINS } from './channels/channels.ts'
import { ALLOCATION_CLAIMS, ALLOCATION_LEGS, PAYMENT_METHODS, PAYMENT_STATUSES } from './cashier/payment.status.ts'
import { ACCOUNTS, FACTS } from './ledger/accounts.ts'
import { ORDER_KINDS, ORDER_STATUSES, type SubjectType } from './orders/order.status.ts'
import { DIFFERENCE_KINDS, DIFFERENCE_SUBJECTS, HANDLINGS } from './reconciliation/difference.kinds.ts'
import { DIFFERENCE_STATUSES } from './reconciliation/difference.status.ts'
import { RECONCILED_CHANNELS } from './reconciliation/reconciled-channel.ts'
import { REFUND_CAUSES, REFUND_STATUSES } from './refunds/refund.status.ts'

export const finance = pgSchema('finance')

export const house = houseTables(finance)
export const { outbox, inbox, trace } = house

export const orderKind = finance.enum('order_kind', ORDER_KINDS)
export const orderStatus = finance.enum('order_status', ORDER_STATUSES)
export const paymentMethod = finance.enum('payment_method', PAYMENT_METHODS)
export const paymentStatus = finance.enum('payment_status', PAYMENT_STATUSES)
export const allocationClaim = finance.enum('allocation_claim', ALLOCATION_CLAIMS)
export const allocationLeg = finance.enum('allocation_leg', ALLOCATION_LEGS)
export const insuranceStatus = finance.enum('insurance_status', INSURANCE_STATUSES)
export const topUpStatus = finance.enum('card_top_up_status', TOP_UP_STATUSES)
export const refundStatus = finance.enum('refund_status', REFUND_STATUSES)
export const refundCause = finance.enum('refund_cause', REFUND_CAUSES)
export const ledgerAccount = finance.enum('ledger_account', ACCOUNTS)
export const ledgerFact = finance.enum('ledger_fact', FACTS)

export const paymentChannel = finance.enum('payment_channel', CHANNELS)
export const channelAccountOrigin = finance.enum('channel_account_origin', ORIGINS)
export const testChargeStatus = finance.enum('test_charge_status', TEST_CHARGE_STATUSES)

export const differenceKind = finance.enum('difference_kind', DIFFERENCE_KINDS)
export const differenceSubject = finance.enum('difference_subject', DIFFERENCE_SUBJECTS)
export const differenceStatus = finance.enum('difference_status', DIFFERENCE_STATUSES)
export const differenceHandling = finance.enum('difference_handling', HANDLINGS)
export const reconciledChannel = finance.enum('reconciled_channel', RECONCILED_CHANNELS)

const fen = () => bigint({ mode: 'number' })

export const order = finance.table('order', {
  /** Chosen by the owner of what is paid for. */
  id: uuid().primaryKey(),
  number: text().notNull().unique(),
  kind: orderKind().notNull(),
  status: orderStatus().notNull().default('OPEN'),
  title: text().notNull(),
  amountFen: fen().notNull(),
  /** What was asked back, whatever has become of it: the guard against refunding more than was paid. */
  refundRequestedFen: fen().notNull().default(0),
  /** What has reached the payer. */
  refundedFen: fen().notNull().default(0),
  subjectType: text().$type<SubjectType>().notNull(),
  subjectId: uuid().notNull(),
  accountId: uuid().notNull(),
  patientId: uuid().notNull(),
  institutionId: uuid(),
  departmentId: uuid(),
  practitionerId: uuid(),
  createdAt: instant().notNull(),
  payUntil: instant().notNull(),
  /** Until when the payer may ask the money back online, as the owner of what is paid for says; `createdAt` of the order where never, null where only the hospital's rule counts. */
  refundUntil: instant(),
  paidAt: instant(),
  deliveredAt: instant(),
}, (table) => [
  // A bill whose order ran out of time is ordered anew; it has one that is paid or can be paid at most.
  uniqueIndex('order_subject').on(table.subjectType, table.subjectId).where(sql`status not in ('CANCELLED', 'EXPIRED', 'REFUNDING', 'REFUNDED')`),
  index().on(table.subjectId, table.createdAt),
  index().on(table.accountId, table.createdAt),
  index().on(table.patientId, table.createdAt),
  index().on(table.createdAt, table.id),
  index().on(table.kind, table.createdAt, table.id),
  index().on(table.status, table.createdAt, table.id),
  index().on(table.institutionId, table.createdAt, table.id),
  index().on(table.departmentId, table.createdAt, table.id),
  index().on(table.practitionerId, table.createdAt, table.id),
  index('order_number_beginning').on(table.number.op('text_pattern_ops')),
  index('order_open').on(table.payUntil).where(sql`status = 'OPEN'`),
  check('order_amount', sql`amount_fen >= 0`),
  check('order_refund', sql`0 <= refunded_fen and refunded_fen <= refund_requested_fen and refund_requested_fen <= amount_fen`),
])

/** Withdrawals that came before their orders: events arrive in any order. */
export const earlyWithdrawal = finance.table('early_withdrawal', {
  orderId: uuid().primaryKey(),
  reason: text().notNull(),
  at: instant().notNull(),
})

/** A merchant's account at a payment channel: of the whole hospital, or of an institution and what is below it. */
export const channelAccount = finance.table('channel_account', {
  id: id(),
  institutionId: uuid(),
  channel: paymentChannel().notNull(),
  origin: channelAccountOrigin().notNull().default('CONSOLE'),
  name: text().notNull(),
  enabled: boolean().notNull().default(false),
  parameters: jsonb().$type<Record<string, string>>().notNull(),
  /** All secrets as one JSON text, encrypted by the key that it names. */
  secretsSealed: text(),
  /** What may be said of them. */
  secretMarks: jsonb().$type<Record<string, { fingerprint: string; setAt: string }>>().notNull(),
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
}, (table) => [
  uniqueIndex('channel_account_in_use').on(sql`coalesce(institution_id, '00000000-0000-0000-0000-000000000000')`, table.channel).where(sql`enabled`),
  index().on(table.createdAt, table.id),
])

/** One fen through an account and back, to see that it works. No order, no income. */
export const testCharge = finance.table('test_charge', {
  id: id(),
  channelAccountId: uuid().notNull().references(() => channelAccount.id),
  number: text().notNull().unique(),
  refundNumber: text().notNull().unique(),
  status: testChargeStatus().notNull().default('STARTED'),
  amountFen: fen().notNull(),
  payUrl: text(),
  payForm: jsonb().$type<{ url: string; fields: Record<string, string> }>(),
  startedById: uuid(),
  startedAt: instant().notNull(),
  expiresAt: instant().notNull(),
  checkedAt: instant(),
  paidAt: instant(),
  returnedAt: instant(),
  channelTransactionId: text(),
  /** Why the channel did not do what it was last asked. */
  problem: text(),
}, (table) => [
  index().on(table.channelAccountId, table.startedAt),
  uniqueIndex('test_charge_live').on(table.channelAccountId).where(sql`status in ('STARTED', 'PAID')`),
])

/** Which methods a business offers, in their order. What is left open here holds for all of them; the most specific rule wins. */
export const offerRule = finance.table('offer_rule', {
  id: id(),
  business: text().notNull(),
  institutionId: uuid(),
  terminal: text(),
  supplierId: uuid(),
  methods: text().array().notNull(),
  version: integer().notNull().default(1),
  updatedAt: instant().notNull(),
}, (table) => [unique('offer_rule_of').on(table.business, table.institutionId, table.terminal, table.supplierId).nullsNotDistinct()])

export const payment = finance.table('payment', {
  id: id(),
  /** The channel's out_trade_no. */
  number: text().notNull().unique(),
  method: paymentMethod().notNull(),
  status: paymentStatus().notNull(),
  amountFen: fen().notNull(),
  accountId: uuid().notNull(),
  /** What the payer reads at the channel; kept, since a repeated call must say the same. */
  description: text().notNull(),
  channelTransactionId: text().unique(),
  /** By whose account it is paid, asked about and given back, whatever is set since. Null: nothing to pay. */
  channelAccountId: uuid().references(() => channelAccount.id),
  createdAt: instant().notNull(),
  expiresAt: instant().notNull(),
  succeededAt: instant(),
  checkedAt: instant(),
  linkedAt: instant(),
  payUrl: text(),
  jsapiParams: jsonb(),
  codeUrl: text(),
  /** What the payer's browser posts to the channel, where an address alone does not lead there. */
  payForm: jsonb().$type<{ url: string; fields: Record<string, string> }>(),
}, (table) => [
  index().on(table.channelAccountId),
  index().on(table.accountId, table.createdAt),
  index().on(table.createdAt, table.id),
  index().on(table.status, table.createdAt, table.id),
  index().on(table.method, table.createdAt, table.id),
  index('payment_number_beginning').on(table.number.op('text_pattern_ops')),
  index('payment_live').on(table.expiresAt).where(sql`status in ('CREATED', 'PENDING')`),
  check('payment_amount', sql`amount_fen >= 0`),
])

/** An order's part of a payment; the parts sum to the payment to the fen (see the migration's trigger). */
export const allocation = finance.table('allocation', {
  paymentId: uuid().notNull().references(() => payment.id),
  orderId: uuid().notNull().references(() => order.id),
  amountFen: fen().notNull(),
  claim: allocationClaim().notNull().default('HELD'),
  /** The insurer pays its part of an order beside the payer. */
  leg: allocationLeg().notNull().default('OWN'),
  refundRequestedFen: fen().notNull().default(0),
  refundedFen: fen().notNull().default(0),
}, (table) => [
  primaryKey({ columns: [table.paymentId, table.orderId] }),
  uniqueIndex('allocation_one_claim').on(table.orderId, table.leg).where(sql`claim in ('HELD', 'APPLIED')`),
  index().on(table.orderId),
  check('allocation_amount', sql`amount_fen >= 0`),
  check('allocation_refund', sql`0 <= refunded_fen and refunded_fen <= refund_requested_fen and refund_requested_fen <= amount_fen`),
])

/** How the medical insurance pays an order: told, settled, given back. */
export const insuranceSettlement = finance.table('insurance_settlement', {
  id: id(),
  /** The insurer's medOrgOrd, and the number of the payment that it becomes. */
  number: text().notNull().unique(),
  orderId: uuid().notNull().references(() => order.id),
  /** The insurer's part, once it is asked for. */
  paymentId: uuid().unique().references(() => payment.id),
  status: insuranceStatus().notNull().default('PRESETTLED'),
  totalFen: fen().notNull(),
  fundFen: fen().notNull(),
  accountFen: fen().notNull(),
  cashFen: fen().notNull(),
  payOrdId: text().notNull(),
  payToken: text().notNull(),
  createdAt: instant().notNull(),
  goodUntil: instant().notNull(),
  settlementNumber: text(),
  settledAt: instant(),
  reversedAt: instant(),
  failureReason: text(),
}, (table) => [
  index().on(table.orderId, table.createdAt),
  check('insurance_split', sql`total_fen = fund_fen + account_fen + cash_fen and fund_fen >= 0 and account_fen >= 0 and cash_fen >= 0`),
])

/** Money that was ordered for a hospital card. */
export const cardTopUp = finance.table('card_top_up', {
  id: id(),
  orderId: uuid().notNull().unique(),
  patientId: uuid().notNull(),
  status: topUpStatus().notNull().default('ORDERED'),
  amountFen: fen().notNull(),
  createdAt: instant().notNull(),
  creditedAt: instant(),
  /** The HIS's own number of it. */
  serial: text(),
}, (table) => [index().on(table.patientId, table.createdAt)])

export const refund = finance.table('refund', {
  id: id(),
  number: text().notNull().unique(),
  /** Grows when the channel has closed a refund for good and wants another number. */
  edition: integer().notNull().default(0),
  orderId: uuid().notNull().references(() => order.id),
  paymentId: uuid().notNull().references(() => payment.id),
  status: refundStatus().notNull().default('REQUESTED'),
  cause: refundCause().notNull(),
  amountFen: fen().notNull(),
  reason: text().notNull(),
  /** Makes a repeated request harmless. */
  clientKey: text().notNull(),
  requestedByKind: text().notNull(),
  requestedById: text(),
  requestedAt: instant().notNull(),
  /** Under which number the HIS is asked to take it back first, the same for both legs; null where it need not be asked. */
  toldAs: text(),
  /** When the HIS agreed: nothing is booked or sent before. */
  toldAt: instant(),
  sentAt: instant(),
  succeededAt: instant(),
  channelRefundId: text(),
  failureReason: text(),
}, (table) => [
  unique('refund_client_key').on(table.orderId, table.clientKey),
  index().on(table.orderId),
  index().on(table.paymentId),
  index().on(table.toldAs),
  index('refund_live').on(table.requestedAt).where(sql`status in ('REQUESTED', 'SENT')`),
  check('refund_amount', sql`amount_fen > 0`),
])

/** Money that came from a payer or went back: of the two sides of such a booking the one that names its order. */
const MOVED = sql`account in ('PATIENT_PREPAID', 'REFUND_PAYABLE') and debit_fen > 0`

/** One business fact, booked once. */
export const ledgerTransaction = finance.table('ledger_transaction', {
  id: id(),
  fact: ledgerFact().notNull(),
  factId: uuid().notNull(),
  at: instant().notNull(),
}, (table) => [
  unique('ledger_fact_once').on(table.fact, table.factId),
  index().on(table.fact, table.at),
])

/** Append-only and balanced by the triggers of the migration. */
export const ledgerEntry = finance.table('ledger_entry', {
  id: id(),
  at: instant().notNull(),
  transactionId: uuid().notNull().references(() => ledgerTransaction.id),
  account: ledgerAccount().notNull(),
  debitFen: fen().notNull().default(0),
  creditFen: fen().notNull().default(0),
  orderId: uuid(),
  paymentId: uuid(),
  refundId: uuid(),
  memo: text().notNull(),
}, (table) => [
  index().on(table.transactionId),
  index().on(table.orderId),
  index().on(table.paymentId),
  index().on(table.at, table.id),
  index().on(table.account, table.at, table.id),
  // What `money_moved` shows, by when and by what it was paid with.
  index('ledger_entry_moved_at').on(table.at, table.orderId, table.paymentId).where(MOVED),
  index('ledger_entry_moved_payment').on(table.paymentId).where(MOVED),
  check('ledger_entry_one_side', sql`(debit_fen > 0 and credit_fen = 0) or (debit_fen = 0 and credit_fen > 0)`),
])

/** What a person has to look into. */
export const alert = finance.table('alert', {
  id: id(),
  /** Kind and subject in one: the same trouble is raised once. */
  key: text().notNull().unique(),
  kind: text().notNull(),
  at: instant().notNull(),
  paymentId: uuid(),
  refundId: uuid(),
  detail: jsonb().$type<Record<string, unknown>>().notNull(),
}, (table) => [index().on(table.at, table.id)])

/** One hospital day compared with a channel's bill; comparing it again replaces what was found and nobody has handled. */
export const reconciliation = finance.table('reconciliation', {
  id: id(),
  day: date({ mode: 'string' }).notNull(),
  /** What was compared before there were others was WeChat Pay's. */
  channel: reconciledChannel().notNull().default('WECHATPAY'),
  /** How often it was compared. */
  runs: integer().notNull(),
  finishedAt: instant().notNull(),
  /** Paid less refunded: in our orders and payments, in the ledger, on the trade bill, on the fund flow bill. */
  ordersFen: fen().notNull(),
  ledgerFen: fen().notNull(),
  tradeBillFen: fen().notNull(),
  fundFlowFen: fen(),
  /** What the channel kept for itself. */
  feeFen: fen().notNull(),
  payments: integer().notNull(),
  refunds: integer().notNull(),
}, (table) => [unique('reconciliation_once').on(table.day, table.channel)])

/** A day whose books are closed: the migration's trigger lets nothing be booked in it. */
export const closedDay = finance.table('closed_day', {
  day: date({ mode: 'string' }).primaryKey(),
  closedAt: instant().notNull(),
  closedById: uuid(),
})

export const reconciliationDifference = finance.table('reconciliation_difference', {
  id: id(),
  reconciliationId: uuid().notNull().references(() => reconciliation.id),
  kind: differenceKind().notNull(),
  subject: differenceSubject().notNull(),
  status: differenceStatus().notNull().default('OPEN'),
  /** The payment's or refund's number at the channel, as we gave it. */
  number: text().notNull(),
  hereFen: fen(),
  thereFen: fen(),
  hereStatus: text(),
  thereStatus: text(),
  /** What the ledger had booked of it when it was compared. */
  bookedFen: fen(),
  paymentId: uuid(),
  refundId: uuid(),
  orderId: uuid(),
  handling: differenceHandling(),
  note: text(),
  /** By how much the channel's account was moved. */
  adjustedFen: fen(),
  handledAt: instant(),
  handledById: uuid(),
}, (table) => [
  uniqueIndex('difference_open_once').on(table.reconciliationId, table.subject, table.number, table.kind).where(sql`status = 'OPEN'`),
  index('difference_of').on(table.reconciliationId, table.status, table.number, table.id),
  index().on(table.number),
])

/** Of one day, for one business, place, doctor and way of payment. */
const income = {
  day: date({ mode: 'string' }).notNull(),
  kind: text().notNull(),
  institutionId: uuid(),
  departmentId: uuid(),
  practitionerId: uuid(),
  method: text(),
}

const incomeSums = {
  /** Came from payers, and went back to them. */
  paidFen: fen().notNull(),
  refundedFen: fen().notNull(),
  /** Delivered, less what was asked back since. */
  earnedFen: fen().notNull(),
  payments: integer().notNull(),
  refunds: integer().notNull(),
}

/** What the ledger adds up to, without what `incomeTally` still holds. */
export const incomeFigure = finance.table('income_figure', { ...income, ...incomeSums }, (table) => [
  unique('income_figure_of').on(table.day, table.kind, table.institutionId, table.departmentId, table.practitionerId, table.method).nullsNotDistinct(),
])

/** Appended by the ledger's own trigger with each booking, so that no two bookings wait for one row, and added up every few minutes. */
export const incomeTally = finance.table('income_tally', { id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), ...income, ...incomeSums }, (table) => [index().on(table.day)])

/** The tree of institutions, likewise: what is set for one holds for its branches. */
export const institutionPlace = finance.table('institution_place', {
  id: uuid().primaryKey(),
  parentId: uuid(),
})

/** Names and places of the platform's directory, by `directory.synchronised` and `directory.changed`: for sheets, which nobody asks the graph for. */
export const directoryName = finance.table('directory_name', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  /** As the HIS calls it, and for a department where it belongs. */
  hisId: text(),
  institutionId: uuid(),
}, (table) => [index().on(table.hisId)])

/** What the platform's configuration says. */
export const configurationCopy = configurationTable(finance)

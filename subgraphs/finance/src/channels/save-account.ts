import { and, eq, sql } from 'drizzle-orm'
import { PAYMENT_CHANNELS, type PaymentChannel } from '@hospital/configuration/payment-channels'
import { isId, newId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import type { FinanceContext } from '../context.ts'
import { channelAccount, directoryName, payment, testCharge } from '../tables.ts'
import { getAccount, type ChannelAccountRow } from './account.ts'
import type { ChannelValueInput, SavePaymentChannelAccountInput } from './account.types.ts'
import { openChannel } from './open.ts'
import { fingerprintOf, openSecrets, sealSecrets } from './secrets.ts'

/** Who the merchant is: what was paid to one cannot be asked about or given back by another. */
const IDENTITY: { [C in PaymentChannel]: readonly string[] } = { WECHATPAY: ['appId', 'mchId'], ALIPAY: ['appId', 'sellerId'], UNIONPAY: ['merId'] }

/**
 * Makes an account, or changes one. Refuses NOT_FOUND (account, institution), INVALID_INPUT (what is missing or no key), CONFLICT (changed
 * meanwhile), WRONG_STATE (its keys are in the connectors file), CHANNEL_ACCOUNT_IN_USE (another merchant under an account that was paid by).
 */
export async function saveAccount(ctx: FinanceContext, input: SavePaymentChannelAccountInput): Promise<ChannelAccountRow> {
  const name = input.name.trim()
  if (name.length < 2 || name.length > 40) throw invalid('name', '名称须为 2 到 40 个字')
  const institutionId = input.institutionId ?? null
  await requireInstitution(ctx, institutionId)
  const before = input.id ? await getAccount(ctx, input.id) : undefined
  if (before?.origin === 'CONNECTORS_FILE') throw new Refusal('WRONG_STATE', { message: '这个账号的参数在部署配置中，不能在这里修改；可停用后另建账号。' })
  if (before && before.channel !== input.channel) throw invalid('channel', '账号不能更换支付渠道，请新建账号')
  const parameters = parametersOf(input)
  const given = secretsOf(input)
  const secrets = { ...(before && openSecrets(ctx, before)), ...given }
  requireKeys(ctx, input.channel, parameters, secrets)
  const at = ctx.now()
  const marks = Object.fromEntries(Object.entries(given).map(([secret, value]) => [secret, { fingerprint: fingerprintOf(value), setAt: at.toISOString() }]))
  const facts = { institutionId, name, parameters, secretsSealed: sealSecrets(ctx, secrets), secretMarks: { ...before?.secretMarks, ...marks }, updatedAt: at }
  return refusingSecond(() => inTransaction(ctx, async (tx) => {
    if (before) await requireSameMerchant(tx, before, parameters)
    const [row] = before
      ? await tx.db.update(channelAccount).set({ ...facts, version: sql`version + 1` }).where(and(eq(channelAccount.id, before.id), eq(channelAccount.version, input.version ?? 0))).returning()
      : await tx.db.insert(channelAccount).values({ id: newId(), channel: input.channel, createdAt: at, ...facts }).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, before ? 'channel-account.changed' : 'channel-account.created', { subjectType: 'PaymentChannelAccount', subjectId: row.id, ...(before && { before: shown(before) }), after: { ...shown(row), secretsSet: Object.keys(given) } })
    return row
  }))
}

/** Lets new payments go through an account, or not. Refuses NOT_FOUND, CONFLICT, CHANNEL_ACCOUNT_TAKEN (another one is in use there). */
export async function setAccountEnabled(ctx: FinanceContext, id: string, enabled: boolean, version: number): Promise<ChannelAccountRow> {
  const before = await getAccount(ctx, id)
  return refusingSecond(() => inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.update(channelAccount).set({ enabled, version: sql`version + 1`, updatedAt: tx.now() }).where(and(eq(channelAccount.id, id), eq(channelAccount.version, version))).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, enabled ? 'channel-account.enabled' : 'channel-account.disabled', { subjectType: 'PaymentChannelAccount', subjectId: id, before: { enabled: before.enabled }, after: { enabled } })
    return row
  }))
}

/** What the log shows of an account: certificates are long and say nothing to a reader. */
const shown = ({ name, channel, institutionId, enabled, parameters }: ChannelAccountRow) =>
  ({ name, channel, institutionId, enabled, parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, value.length > 64 ? `SHA-256 ${fingerprintOf(value)}` : value])) })

async function refusingSecond<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (violatedConstraint(error) === 'channel_account_in_use') throw new Refusal('CHANNEL_ACCOUNT_TAKEN')
    throw error
  }
}

async function requireInstitution(ctx: FinanceContext, institutionId: string | null): Promise<void> {
  if (institutionId === null) return
  const [known] = isId(institutionId) ? await ctx.db.select({ id: directoryName.id }).from(directoryName).where(eq(directoryName.id, institutionId)) : []
  if (!known) throw new Refusal('NOT_FOUND')
}

async function requireSameMerchant(tx: FinanceContext, { id, channel, parameters: before }: ChannelAccountRow, after: Record<string, string>): Promise<void> {
  if (IDENTITY[channel].every((key) => before[key] === after[key])) return
  const used = (await tx.db.$count(payment, eq(payment.channelAccountId, id))) + (await tx.db.$count(testCharge, eq(testCharge.channelAccountId, id)))
  if (used) throw new Refusal('CHANNEL_ACCOUNT_IN_USE')
}

function parametersOf({ channel, parameters }: SavePaymentChannelAccountInput): Record<string, string> {
  const given = valuesOf(parameters, PAYMENT_CHANNELS[channel].parameters, 'parameters')
  for (const [key, label] of Object.entries(PAYMENT_CHANNELS[channel].parameters)) if (!given[key]) throw invalid(key, `请填写${label}`)
  return given
}

const secretsOf = ({ channel, secrets }: SavePaymentChannelAccountInput) => valuesOf(secrets.filter(({ value }) => value.trim()), PAYMENT_CHANNELS[channel].secrets, 'secrets')

function valuesOf(values: readonly ChannelValueInput[], known: Readonly<Record<string, string>>, field: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { name, value } of values) {
    if (!Object.hasOwn(known, name)) throw invalid(field, '没有这个参数')
    if (value.length > 10_000) throw invalid(name, `${known[name]}太长`)
    found[name] = value.trim()
  }
  return found
}

function requireKeys({ payments }: FinanceContext, channel: PaymentChannel, parameters: Record<string, string>, secrets: Record<string, string>): void {
  for (const [key, label] of Object.entries(PAYMENT_CHANNELS[channel].secrets)) if (!secrets[key]) throw invalid(key, `请填写${label}`)
  try {
    void openChannel(payments, channel, { parameters, secrets }).disconnect()
  } catch {
    throw invalid('secrets', '密钥或证书格式不正确，请核对后重新粘贴')
  }
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message: `${message}。`, details: { field } })

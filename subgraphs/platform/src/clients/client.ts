import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { isScope } from '@hospital/access/scopes'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { SESSION_TOPICS } from '@hospital/events/wakes'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint, wake } from '@hospital/subgraph/transaction'
import { apiClient } from '../tables/client.ts'
import type { ChangeApiClientInput, CreateApiClientInput } from './client.types.ts'
import { hashOfSecret, newSecret } from './secret.ts'

export type ApiClientRow = typeof apiClient.$inferSelect

const USUAL = { perMinute: 120, perDay: 20_000, costLimit: 2_000 }
const MOST = { perMinute: 6_000, perDay: 5_000_000, costLimit: 10_000 }
/** How long the former secret stays good after a rotation. */
const FORMER_MS = 24 * 3_600_000

/** For whoever runs the platform; nobody else learns which clients there are. */
const visibleClients = (viewer: Viewer): SQL | undefined => (viewer.kind !== 'PUBLIC_CLIENT' && can(viewer, 'client:read') ? undefined : sql`false`)

export async function findClients(ctx: Context, ids: readonly string[]): Promise<ApiClientRow[]> {
  return ctx.db.select().from(apiClient).where(and(inArray(apiClient.id, ids.filter(isId)), visibleClients(ctx.viewer)))
}

export async function listClients(ctx: Context, page: PageArgs): Promise<Page<ApiClientRow>> {
  return paginate(page, {
    sort: [{ column: apiClient.createdAt, descending: true }, { column: apiClient.id, descending: true }],
    where: visibleClients(ctx.viewer),
    rows: (condition, order, limit) => ctx.db.select().from(apiClient).where(condition).orderBy(...order, desc(apiClient.id)).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (condition) => ctx.db.$count(apiClient, condition),
  })
}

/** Makes a client and its secret. Refuses INVALID_INPUT: an unknown scope, a limit out of bounds, a name that is taken. */
export async function createClient(ctx: Context, { name, contact, scopes, ...limits }: CreateApiClientInput) {
  const checked = { name: textWithin('name', name, 60), contact: textWithin('contact', contact, 120), scopes: scopesOf(scopes), ...limitsOf({ ...USUAL, ...given(limits) }) }
  const secret = newSecret()
  try {
    return await inTransaction(ctx, async (tx) => {
      const [client] = await tx.db.insert(apiClient).values({ ...checked, secretHash: hashOfSecret(secret), createdAt: tx.now() }).returning()
      await audit(tx, 'api-client.created', { subjectType: 'ApiClient', subjectId: client!.id, after: checked })
      return { client: client!, secret }
    })
  } catch (error) {
    if (violatedConstraint(error) === 'api_client_name_unique') throw invalid('name', '已有同名的客户端')
    throw error
  }
}

/** Changes what a client may do; its tokens obey at once. Refuses NOT_FOUND, INVALID_INPUT. */
export async function changeClient(ctx: Context, { id, contact, scopes, ...limits }: ChangeApiClientInput): Promise<ApiClientRow> {
  const changes = { ...(contact && { contact: textWithin('contact', contact, 120) }), ...(scopes && { scopes: scopesOf(scopes) }), ...limitsOf(given(limits)) }
  return update(ctx, id, 'api-client.changed', () => changes, changes)
}

/** Stops a client, or lets it go on. Its tokens obey at once. */
export async function disableClient(ctx: Context, id: string, disabled: boolean): Promise<ApiClientRow> {
  return update(ctx, id, disabled ? 'api-client.disabled' : 'api-client.enabled', () => ({ disabled }), { disabled })
}

/** Gives a new secret; the former one is good for another day. */
export async function rotateSecret(ctx: Context, id: string) {
  const secret = newSecret()
  const client = await update(ctx, id, 'api-client.rotated', () => ({
    secretHash: hashOfSecret(secret), formerSecretHash: sql`secret_hash`, formerUntil: new Date(ctx.now().getTime() + FORMER_MS), rotatedAt: ctx.now(),
  }), {})
  return { client, secret }
}

type Changes = { [K in keyof typeof apiClient.$inferInsert]?: (typeof apiClient.$inferInsert)[K] | SQL }

async function update(ctx: Context, id: string, action: string, changes: () => Changes, after: Record<string, unknown>): Promise<ApiClientRow> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await findClients(tx, [id])
    if (!before) throw new Refusal('NOT_FOUND')
    if (!Object.keys(changes()).length) return before
    const [client] = await tx.db.update(apiClient).set(changes() as Partial<ApiClientRow>).where(eq(apiClient.id, id)).returning()
    const { scopes, perMinute, perDay, costLimit, contact, disabled } = before
    await audit(tx, action, { subjectType: 'ApiClient', subjectId: id, before: { scopes, perMinute, perDay, costLimit, contact, disabled }, after })
    wake(tx, clientTopic(id))
    return client!
  })
}

/** A client is known to gateways as a session of this name. */
export const CLIENT_SESSION = 'client:'
const clientTopic = (id: string) => `${SESSION_TOPICS}${CLIENT_SESSION}${id}`

const given = <T extends object>(limits: T) => Object.fromEntries(Object.entries(limits).filter(([, value]) => value != null)) as { [K in keyof T]?: number }

function limitsOf<T extends Partial<typeof MOST>>(limits: T): T {
  for (const name of Object.keys(MOST) as (keyof typeof MOST)[]) {
    const value = limits[name]
    if (value !== undefined && (value < 1 || value > MOST[name])) throw invalid(name, `须在 1 到 ${MOST[name]} 之间`)
  }
  return limits
}

function scopesOf(scopes: readonly string[]): string[] {
  const unknown = scopes.find((scope) => !isScope(scope))
  if (unknown !== undefined || !scopes.length) throw invalid('scopes', '请选择有效的开放范围')
  return [...new Set(scopes)]
}

function textWithin(field: string, text: string, most: number): string {
  const trimmed = text.trim()
  if (trimmed.length < 2 || trimmed.length > most) throw invalid(field, `须为 2 到 ${most} 个字`)
  return trimmed
}

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message: `填写有误：${message}。`, details: { field } })

import { eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Context } from '@hospital/subgraph/context'
import { isId } from '@hospital/database/identifier'
import { article, banner } from '../tables/content.ts'
import { department, institution, practitioner } from '../tables/directory.ts'
import { faq, feedback } from '../tables/help.ts'
import { administrator, staffAccount } from '../tables/staff.ts'

/** The actor's name at that moment, for staff; accounts of patients are known by id alone. */
export async function actorNameOf(tx: Context, kind: string, id: string | null): Promise<string | null> {
  if (kind === 'PRACTITIONER') return nameIn(tx, practitioner, id)
  if (kind === 'ADMINISTRATOR') return nameIn(tx, administrator, id)
  return kind === 'SERVICE' ? '系统' : null
}

/** What the subject was called at that moment, where it is the platform's own. */
export async function subjectLabelOf(tx: Context, type: string | null, id: string | null): Promise<string | null> {
  switch (type) {
    case 'Institution': return nameIn(tx, institution, id)
    case 'Department': return nameIn(tx, department, id)
    case 'Practitioner': return nameIn(tx, practitioner, id)
    case 'Administrator': return nameIn(tx, administrator, id)
    case 'Faq': return labelIn(tx, faq, faq.question, id)
    case 'Feedback': return labelIn(tx, feedback, feedback.number, id)
    case 'StaffAccount': return loginOf(tx, id)
    case 'Banner': return titleIn(tx, banner, id)
    case 'Article': return titleIn(tx, article, id)
    default: return null
  }
}

type NamedTable = typeof practitioner | typeof administrator | typeof department | typeof institution

async function nameIn(tx: Context, table: NamedTable, id: string | null): Promise<string | null> {
  if (!id || !isId(id)) return null
  const [row] = await tx.db.select({ name: table.name }).from(table as typeof practitioner).where(eq(table.id, id))
  return row?.name ?? null
}

async function titleIn(tx: Context, table: typeof banner | typeof article, id: string | null): Promise<string | null> {
  const [row] = id && isId(id) ? await tx.db.select({ title: table.title }).from(table as typeof banner).where(eq(table.id, id)) : []
  return row?.title ?? null
}

async function labelIn(tx: Context, table: typeof faq | typeof feedback, label: PgColumn, id: string | null): Promise<string | null> {
  const [row] = id && isId(id) ? await tx.db.select({ label: sql<string>`${label}` }).from(table as typeof faq).where(eq(table.id, id)) : []
  return row?.label ?? null
}

async function loginOf(tx: Context, id: string | null): Promise<string | null> {
  const [row] = id && isId(id) ? await tx.db.select({ login: staffAccount.login }).from(staffAccount).where(eq(staffAccount.id, id)) : []
  return row?.login ?? null
}

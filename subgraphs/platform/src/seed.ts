import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { seedContent } from './content/seed-content.ts'
import type { PlatformContext } from './context.ts'
import { seedPages } from './pages/seed.ts'
import { seedHelp } from './seed-faqs.ts'
import { TEXTS } from './seed-texts.ts'
import { ensureStaffAccount } from './staff/staff-account.ts'
import { institution, practitioner } from './tables/directory.ts'
import { findCurrentText, publishText } from './texts/text.ts'

/** For everybody to know (README): a demonstration is no secret, and production refuses to be seeded. */
const PASSWORD = 'Hospital@2026'
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const BRAND_COLOR = '#0b6b8a'

/** login, name in HIS */
const DOCTORS = [['chenliqun', '陈立群'], ['linruonan', '林若楠']] as const

/** login, name, role */
const ADMINISTRATORS = [['admin', '系统管理员', 'SUPER_ADMIN'], ['operator', '沈运营', 'OPERATOR'], ['accountant', '钱财务', 'ACCOUNTANT'], ['service', '何客服', 'CUSTOMER_SERVICE']] as const

/** For whoever starts the demonstration to read. */
export const ACCOUNTS = [
  ...DOCTORS.map(([login, who]) => ({ app: 'doctor', who, login })),
  ...ADMINISTRATORS.map(([login, who]) => ({ app: 'console', who, login })),
].map((account) => ({ ...account, password: PASSWORD, 'one-time code': TOTP_SECRET }))

/** The demonstration's staff accounts and texts, upon a directory that was synchronised. Repeating it changes nothing. */
export async function seed(ctx: PlatformContext): Promise<void> {
  for (const text of TEXTS) await inTransaction(ctx, async (tx) => { if (!(await findCurrentText(tx, text.key))) await publishText(tx, text) })
  await seedPages(ctx)
  await ctx.db.update(institution).set({ brandColor: BRAND_COLOR }).where(and(eq(institution.kind, 'MAIN'), isNull(institution.brandColor)))
  await seedContent(ctx)
  await seedHelp(ctx)
  for (const [login, name] of DOCTORS) await seedDoctor(ctx, login, name)
  for (const [login, name, role] of ADMINISTRATORS) {
    await inTransaction(ctx, (tx) => ensureStaffAccount(tx, { login, password: PASSWORD, totpSecret: TOTP_SECRET, administrator: { name, roles: [role] } }))
  }
}

async function seedDoctor(ctx: Context, login: string, name: string): Promise<void> {
  const [person] = await ctx.db.select({ id: practitioner.id }).from(practitioner).where(and(eq(practitioner.name, name), eq(practitioner.role, 'DOCTOR'), isNotNull(practitioner.hisId))).limit(1)
  if (!person) return ctx.log.warn({ login }, 'no such practitioner in HIS: account left out')
  await inTransaction(ctx, (tx) => ensureStaffAccount(tx, { login, password: PASSWORD, totpSecret: TOTP_SECRET, practitionerId: person.id }))
}

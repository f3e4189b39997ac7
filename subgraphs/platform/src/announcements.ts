import { asc, gt } from 'drizzle-orm'
import type { AnnouncedPage, Announcements } from '@hospital/subgraph/announcing'
import type { Context } from '@hospital/subgraph/context'
import { settingsToTell } from './configuration/setting.ts'
import type { PlatformContext } from './context.ts'
import { departmentsOf, institutionsOf, practitionersOf } from './directory/managing/announcement.ts'
import { practitioner } from './tables/directory.ts'
import { textsInForce } from './texts/text.ts'

const STAFF_AT_ONCE = 200
/** Before every id: the tree of institutions and departments is told first, and whole. */
const TREE = '0'

/** What the platform has, for subgraphs that began to keep it later. */
export const announcements: Announcements<PlatformContext> = {
  'directory.changed': directory,
  'setting.changed': async (tx) => ({ told: (await settingsToTell(tx)).map((data) => ({ key: data.key, data })), more: false }),
  'text.published': async (tx) => ({ told: (await textsInForce(tx)).map((data) => ({ key: `${data.textKey} ${data.institutionId ?? '*'}`, data })), more: false }),
}

async function directory(tx: Context, after: string | null): Promise<AnnouncedPage<'directory.changed'>> {
  if (after === null) return { told: [{ key: TREE, data: { institutions: await institutionsOf(tx), departments: await departmentsOf(tx), practitioners: [] } }], more: true }
  const ids = await tx.db.select({ id: practitioner.id }).from(practitioner).where(after === TREE ? undefined : gt(practitioner.id, after)).orderBy(asc(practitioner.id)).limit(STAFF_AT_ONCE)
  if (!ids.length) return { told: [], more: false }
  const practitioners = await practitionersOf(tx, ids.map(({ id }) => id))
  return { told: [{ key: ids.at(-1)!.id, data: { institutions: [], departments: [], practitioners } }], more: ids.length === STAFF_AT_ONCE }
}

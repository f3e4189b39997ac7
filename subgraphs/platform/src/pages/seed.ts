import { WHOLE } from '@hospital/configuration/effective'
import { PAGE_KINDS, type PageKind } from '@hospital/pages/kinds'
import { builtIn } from '@hospital/pages/templates'
import type { Context } from '@hospital/subgraph/context'
import { designOf } from './page.ts'
import { publishPage, savePageDraft } from './designing.ts'

/** The first version of every page, for the whole hospital, out of the templates. Repeating it changes nothing. */
export async function seedPages(ctx: Context): Promise<void> {
  for (const kind of Object.keys(PAGE_KINDS) as PageKind[]) {
    const { own } = await designOf(ctx, { kind, node: WHOLE, terminal: WHOLE })
    if (own) continue
    const made = await savePageDraft(ctx, { kind, draftVersion: 0, content: builtIn(kind) })
    await publishPage(ctx, made.own!.id, made.own!.draftVersion)
  }
}

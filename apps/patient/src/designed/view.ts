import { cache } from 'react'
import { asContent, readContent, type PageContent } from '@hospital/pages/content'
import type { PageKind } from '@hospital/pages/kinds'
import { builtIn } from '@hospital/pages/templates'
import { HomePagesDocument, OnePageDocument, PagePreviewDocument, type ShownPageFragment, type Terminal } from '@/graphql/graphql'
import { anonymous, atInstitution, terminalHere } from '@/house/house'

/** A page as this app shows it. */
export interface PageView<Kind extends PageKind = PageKind> {
  kind: Kind
  version: number
  content: PageContent<Kind>
  images: ReadonlyMap<string, ShownPageFragment['images'][number]>
}

/** What this app does not know is left out; where nothing came, the built-in page holds: there is always a page. */
function viewOf<Kind extends PageKind>(kind: Kind, page: ShownPageFragment | null | undefined): PageView<Kind> {
  const { content } = readContent(kind, asContent(page?.content) ?? builtIn(kind))
  return { kind, version: page?.version ?? 0, content, images: new Map((page?.images ?? []).map((image) => [image.id, image])) }
}

/** Read as nobody, like the house: a session that ended must not take the page away. */
export const homePages = cache(async () => {
  const terminal = await terminalHere()
  const { data } = await atInstitution((institutionId) => anonymous().query(HomePagesDocument, { institutionId, terminal }).toPromise())
  return { home: viewOf('HOME', data?.home), splash: viewOf('SPLASH', data?.splash) }
})

export async function shownPage<Kind extends PageKind>(kind: Kind): Promise<PageView<Kind>> {
  const terminal = await terminalHere()
  const { data } = await atInstitution((institutionId) => anonymous().query(OnePageDocument, { kind, institutionId, terminal }).toPromise())
  return viewOf(kind, data?.page)
}

export interface PreviewOf {
  draft?: string
  institution?: string
  terminal?: string
}

/** A draft by its token, or what holds at a place; undefined where there is no such draft. */
export async function previewedPage<Kind extends PageKind>(kind: Kind, { draft, institution, terminal }: PreviewOf): Promise<PageView<Kind> | undefined> {
  if (draft) {
    const { data } = await anonymous().query(PagePreviewDocument, { token: draft })
    return data?.previewPage.kind === kind ? viewOf(kind, data.previewPage) : undefined
  }
  const { data } = await anonymous().query(OnePageDocument, { kind, institutionId: institution, terminal: terminal as Terminal | undefined })
  return data?.page ? viewOf(kind, data.page) : undefined
}

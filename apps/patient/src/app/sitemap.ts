import type { MetadataRoute } from 'next'
import { siteOrigin } from '@/content/origin'
import { read } from '@/graph'
import { SiteMapArticlesDocument, SiteMapDepartmentsDocument, SiteMapExpertsDocument } from '@/graphql/graphql'

/** A site map holds 50,000 addresses at most; a hospital has not a tenth of it. */
const MOST_PAGES = 50

interface Listed<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

async function all<Node>(page: (after: string | null) => Promise<Listed<Node> | undefined>): Promise<Node[]> {
  const found: Node[] = []
  let after: string | null = null
  for (let turned = 0; turned < MOST_PAGES; turned++) {
    const listed: Listed<Node> | undefined = await page(after)
    found.push(...(listed?.nodes ?? []))
    if (!listed?.pageInfo.hasNextPage) break
    after = listed.pageInfo.endCursor ?? null
  }
  return found
}

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const origin = await siteOrigin()
  const [departments, experts, articles] = await Promise.all([
    all(async (after) => (await read(SiteMapDepartmentsDocument, { after })).data?.departments),
    all(async (after) => (await read(SiteMapExpertsDocument, { after })).data?.practitioners),
    all(async (after) => (await read(SiteMapArticlesDocument, { after })).data?.articles),
  ])
  return [
    ...['/site', '/site/departments', '/site/experts', '/site/process', '/site/schedule', '/articles', '/lectures'].map((path) => ({ url: origin + path })),
    ...departments.map(({ id }) => ({ url: `${origin}/site/departments/${id}` })),
    ...experts.map(({ id }) => ({ url: `${origin}/site/experts/${id}` })),
    ...articles.map(({ id, updatedAt }) => ({ url: `${origin}/articles/${id}`, lastModified: updatedAt })),
  ]
}

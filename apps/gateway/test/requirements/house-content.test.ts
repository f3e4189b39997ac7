import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { newId } from '@hospital/database/identifier'
import type { TestClient } from '../client.ts'
import { openSeededHospital, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
/** Of the whole hospital. */
let chief: TestClient
/** Of a branch. */
let local: TestClient
let main: string
let branch: string
let ward: string
let other: string
let categoryId: string

beforeAll(async () => {
  hospital = await openSeededHospital()
  const as = (institutionId?: string) => hospital.as({ kind: 'ADMINISTRATOR', administratorId: newId(), sessionId: newId(), permissions: BUILT_IN_ROLES.OPERATOR, ...(institutionId && { institutionId }) })
  chief = await as()
  const { institutions, articleCategories } = await chief.query('{ institutions { id kind } articleCategories { id } }')
  main = institutions.find(({ kind }: { kind: string }) => kind === 'MAIN').id
  categoryId = articleCategories[0].id
  const make = async (name: string, parentId: string) => (await hospital.sql`insert into platform.institution (id, name, kind, fence_meters, sort_order, enabled, parent_id) values (${newId()}, ${name}, 'BRANCH', 300, 90, true, ${parentId}) returning id`)[0]!.id as string
  branch = await make('城东院区', main)
  ward = await make('城东院区北楼', branch)
  other = await make('城西院区', main)
  local = await as(branch)
}, 300_000)
afterAll(async () => { await hospital?.close() })

const SAVE = 'mutation ($input: SaveArticleInput!) { saveArticle(input: $input) { id version institution { id } } }'
const article = (title: string, more: object = {}) => ({ input: { kind: 'KNOWLEDGE', categoryId, title, body: `<p>${title}</p>`, terminals: [], ...more } })
async function published(client: TestClient, title: string, more: object = {}) {
  const { saveArticle } = await client.mutate(SAVE, article(title, more))
  await client.mutate('mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { id } }', { input: { id: saveArticle.id, version: saveArticle.version } })
  return saveArticle as { id: string; version: number; institution: { id: string } | null }
}
const readAt = async (institutionId: string | null) => (await hospital.anonymous.query('query ($at: ID) { articles(first: 50, filter: { institutionId: $at, search: "院区文章" }) { nodes { title } totalCount } }', { at: institutionId })).articles.nodes.map(({ title }: { title: string }) => title).sort()
const keptBy = async (client: TestClient) => (await client.query('{ managedArticles(first: 50, filter: { search: "院区文章" }) { nodes { title } } }')).managedArticles.nodes.map(({ title }: { title: string }) => title).sort()

describe('[A6-01] articles belong to the institution tree', () => {
  const made: Record<string, { id: string; version: number; institution: { id: string } | null }> = {}

  it('patients of a branch see theirs and what is inherited from above; others and the whole hospital do not see a branch’s', async () => {
    const before = await hospital.anonymous.query('{ articles { totalCount } }')
    expect(before.articles.totalCount).toBeGreaterThan(0)
    made.whole = await published(chief, '院区文章：全院')
    made.branch = await published(local, '院区文章：城东')
    made.ward = await published(local, '院区文章：北楼', { institutionId: ward })
    made.other = await published(chief, '院区文章：城西', { institutionId: other })
    expect([made.whole.institution, made.branch.institution, made.ward.institution]).toEqual([null, { id: branch }, { id: ward }])
    expect(await readAt(null)).toEqual(['院区文章：全院'])
    expect(await readAt(main)).toEqual(['院区文章：全院'])
    expect(await readAt(branch)).toEqual(['院区文章：全院', '院区文章：城东'])
    expect(await readAt(ward)).toEqual(['院区文章：全院', '院区文章：北楼', '院区文章：城东'].sort())
    expect(await readAt('nowhere')).toEqual([])
  })

  it('operators of a branch keep theirs and those below, and cannot touch what others keep', async () => {
    expect(await keptBy(local)).toEqual(['院区文章：北楼', '院区文章：城东'].sort())
    expect((await keptBy(chief))).toHaveLength(4)
    for (const { id, version } of [made.whole!, made.other!]) {
      expect(await local.refused(SAVE, article('改写', { id, version }))).toBe('NOT_FOUND')
      expect(await local.refused('mutation ($id: ID!) { withdrawArticle(id: $id, reason: "内容有误") { id } }', { id })).toBe('NOT_FOUND')
    }
    for (const institutionId of [other, main, newId(), 'x']) expect(await local.refused(SAVE, article('越界', { institutionId }))).toBe('INVALID_INPUT')
    expect(await chief.refused(SAVE, article('没有这个机构', { institutionId: newId() }))).toBe('INVALID_INPUT')
    // A draft of elsewhere is as if it were not there; what readers see, everybody reads.
    const draft = (await chief.mutate(SAVE, article('院区文章：草稿'))).saveArticle
    const READ = 'query ($id: ID!) { article(id: $id) { title } }'
    expect([(await local.query(READ, { id: draft.id })).article, (await local.query(READ, { id: made.other!.id })).article]).toEqual([null, { title: '院区文章：城西' }])
  })

  it('so do the branch’s banners, its questions and its help page', async () => {
    const QUESTION = 'mutation ($input: SaveFaqInput!) { saveFaq(input: $input) { id institution { id } } }'
    const question = (text: string, more: object = {}) => ({ input: { question: text, answer: '请到服务台。', category: 'registration', sortOrder: 1, enabled: true, ...more } })
    const { dictionary } = await chief.query('{ dictionary(code: "faq-category") { entries { code } } }')
    const category = dictionary.entries[0].code
    const { saveFaq } = await local.mutate(QUESTION, question('城东怎么停车', { category }))
    expect(saveFaq.institution).toEqual({ id: branch })
    const asked = async (client: TestClient, at: string | null) => (await client.query('query ($at: ID) { faqs(first: 100, filter: { institutionId: $at, search: "停车" }) { nodes { question } } }', { at })).faqs.nodes.length
    expect([await asked(hospital.anonymous, branch), await asked(hospital.anonymous, ward), await asked(hospital.anonymous, other), await asked(hospital.anonymous, null)]).toEqual([1, 1, 0, 0])
    expect((await local.query('{ faqs(first: 100) { nodes { question } } }')).faqs.nodes).toEqual([{ question: '城东怎么停车' }])
    expect(await local.refused(QUESTION, question('越界', { category, institutionId: other }))).toBe('INVALID_INPUT')
    const HELP = 'mutation ($input: SetHelpPageInput!) { setHelpPage(input: $input) { own } }'
    const help = (institutionId: string | null) => ({ input: { institutionId, version: 0, modules: ['FAQ', 'FEEDBACK', 'SERVICE'].map((kind) => ({ kind, enabled: kind === 'FAQ' })) } })
    expect((await local.mutate(HELP, help(branch))).setHelpPage).toEqual({ own: true })
    for (const at of [other, null]) expect(await local.refused(HELP, help(at))).toBe('NOT_FOUND')
    expect((await local.query('{ managedBanners { nodes { id } } }')).managedBanners.nodes).toEqual([])
    expect((await chief.query('{ managedBanners { nodes { id } } }')).managedBanners.nodes.length).toBeGreaterThan(0)
  })

  it('a page of the micro-site is the institution’s own, or the nearest above; taken away, what is above holds again', async () => {
    const SITE = 'mutation ($input: SaveSitePageInput!) { saveSitePage(input: $input) { institutionId version } }'
    const page = (body: string, more: object = {}) => ({ input: { key: 'ABOUT', title: '医院介绍', body: `<p>${body}</p>`, ...more } })
    const read = async (at: string | null) => (await hospital.anonymous.query('query ($at: ID) { sitePages(institutionId: $at) { key institutionId body } }', { at })).sitePages.find(({ key }: { key: string }) => key === 'ABOUT') as { institutionId: string | null; body: string }
    const whole = await read(null)
    expect(whole.institutionId).toBeNull()
    expect(await read(ward)).toEqual(whole)
    expect((await local.mutate(SITE, page('城东自己的介绍'))).saveSitePage).toEqual({ institutionId: branch, version: 1 })
    expect([await read(branch), await read(ward)]).toMatchObject([{ institutionId: branch }, { institutionId: branch, body: expect.stringContaining('城东自己的介绍') }])
    expect([await read(other), await read(null)]).toEqual([whole, whole])
    expect(await local.refused(SITE, page('再来一次'))).toBe('CONFLICT')
    expect(await local.refused(SITE, page('越界', { institutionId: other }))).toBe('INVALID_INPUT')
    const RESET = 'mutation ($at: ID!, $version: Int!) { resetSitePage(key: ABOUT, institutionId: $at, version: $version) }'
    expect(await local.refused(RESET, { at: branch, version: 7 })).toBe('CONFLICT')
    expect(await local.refused(RESET, { at: other, version: 1 })).toBe('INVALID_INPUT')
    await local.mutate(RESET, { at: branch, version: 1 })
    expect(await read(ward)).toEqual(whole)
  })
})

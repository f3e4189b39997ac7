import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '@hospital/access/permissions'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { newId } from '@hospital/database/identifier'
import { readSheet } from '@hospital/importing/sheet'
import { wav } from '../../../../packages/files/test/recordings.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { sweptAway } from '../unused.ts'

let hospital: TestHospital
let operator: TestClient
/** Writes, and does not publish. */
let writer: TestClient
let patient: TestClient
let categoryId: string
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await administrator(BUILT_IN_ROLES.OPERATOR)
  patient = await hospital.signInPatient('13800000001')
  writer = await administrator(['content:read', 'content:manage'])
  categoryId = (await hospital.anonymous.query('{ articleCategories { id } }')).articleCategories[0].id
}, 300_000)
afterAll(async () => { await hospital?.close() })

/** Sessions of this gateway alone, which last while the clock is moved. */
const administrator = (permissions: readonly Permission[]) => hospital.as({ kind: 'ADMINISTRATOR', administratorId: newId(), sessionId: newId(), permissions })

const HOUR = 3_600_000
const at = (hours: number) => new Date(hospital.clock.now().getTime() + hours * HOUR).toISOString()

async function upload(client: TestClient, bytes: Buffer): Promise<string> {
  const ticket = await client.ticket()
  return new Promise((resolve, reject) => new Upload(bytes as never, {
    endpoint: `${hospital.url}/uploads`, headers: { authorization: `Bearer ${ticket}` }, retryDelays: [], onError: reject, onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Receipt')!),
  }).start())
}
const drawing = () => sharp({ create: { width: 108, height: 43, channels: 3, background: '#0b6b8a' } }).png().toBuffer()
const PUBLISH_PICTURE = 'mutation ($receipt: String!) { publishPicture(input: { uploadReceipt: $receipt }) { id url width height } }'
const picture = async (client = operator) => (await client.mutate(PUBLISH_PICTURE, { receipt: await upload(client, await drawing()) })).publishPicture as { id: string; url: string }

const SAVE_BANNER = 'mutation ($input: SaveBannerInput!) { saveBanner(input: $input) { id version } }'
const banner = async (more: object = {}) => ({ title: '流感疫苗开始接种', pictureId: (await picture()).id, link: '/articles', terminals: [], position: 'HOME_MIDDLE', sortOrder: 1, enabled: true, ...more })
const SHOWN = 'query ($position: BannerPosition!, $terminal: Terminal, $institutionId: ID) { banners(position: $position, terminal: $terminal, institutionId: $institutionId) { id title link picture { url } totals { views } } }'
const shownAt = async (more: object = {}) => (await hospital.anonymous.query(SHOWN, { position: 'HOME_MIDDLE', ...more })).banners.map(({ id }: { id: string }) => id)

const SAVE = 'mutation ($input: SaveArticleInput!) { saveArticle(input: $input) { id version status body } }'
const PUBLISH = 'mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { id version status shown } }'
const WITHDRAW = 'mutation ($id: ID!) { withdrawArticle(id: $id, reason: "内容需要更新") { status } }'
const article = (more: object = {}) => ({ kind: 'KNOWLEDGE', categoryId, title: '秋冬季如何护肺', body: '<p>勤开窗通风，注意保暖。</p>', terminals: [], ...more })
const saved = async (more: object = {}, client = operator) => (await client.mutate(SAVE, { input: article(more) })).saveArticle as { id: string; version: number; body: string }
const published = async (more: object = {}, times: object = {}) => {
  const { id, version } = await saved(more)
  return { id, ...(await operator.mutate(PUBLISH, { input: { id, version, ...times } })).publishArticle } as { id: string; version: number }
}
const READ = 'query ($id: ID!) { article(id: $id) { title readings body } }'
const readAs = async (client: TestClient, id: string) => (await client.query(READ, { id })).article
const search = async (words: string, more: object = {}) => (await hospital.anonymous.query('query ($filter: ArticleFilter) { articles(filter: $filter) { nodes { title } } }', { filter: { search: words, ...more } })).articles.nodes.map(({ title }: { title: string }) => title)

const totals = async (id: string) => (await operator.query('query ($id: ID!) { contentCounts(subjectId: $id) { views clicks readings } }', { id })).contentCounts[0]
const startGathering = () => hospital.sql`select jobs.add('platform.gatherHits', '{}'::jsonb, now(), null)`
const gather = async () => {
  await startGathering()
  await until(async () => (await hospital.sql`select 1 from platform.hit where reader is null limit 1`).length === 0, 20_000)
}

describe('[A2-04] banners', () => {
  it('are shown at their place and terminal, within their time, to everybody', async () => {
    const { saveBanner } = await operator.mutate(SAVE_BANNER, { input: await banner({ terminals: ['WECHAT_OA'], fromAt: at(1), untilAt: at(3) }) })
    expect(await shownAt({ terminal: 'WECHAT_OA' })).toEqual([])
    expect(await hospital.anonymous.refused('mutation ($id: ID!) { followBanner(id: $id) }', { id: saveBanner.id })).toBe('NOT_FOUND')
    await hospital.advance(2 * HOUR)
    expect(await shownAt({ terminal: 'WECHAT_OA' })).toEqual([saveBanner.id])
    expect(await shownAt({ terminal: 'H5' })).toEqual([])
    expect(await shownAt({ position: 'SITE_TOP', terminal: 'WECHAT_OA' })).not.toContain(saveBanner.id)
    await hospital.advance(2 * HOUR)
    expect(await shownAt({ terminal: 'WECHAT_OA' })).toEqual([])
  })

  it('one of an institution is shown there alone; switched off, nowhere', async () => {
    const { institutions } = await hospital.anonymous.query('{ institutions { id } }')
    const { saveBanner: { id } } = await operator.mutate(SAVE_BANNER, { input: await banner({ institutionId: institutions[0].id }) })
    expect([await shownAt(), await shownAt({ institutionId: institutions[0].id }), await shownAt({ institutionId: newId() })]).toEqual([[], [id], []])
    await operator.mutate('mutation ($ids: [ID!]!) { setBannersEnabled(ids: $ids, enabled: false) { done } }', { ids: [id] })
    expect(await shownAt({ institutionId: institutions[0].id })).toEqual([])
    await until(async () => (await operator.query('query ($id: ID!) { auditEntries(filter: { subjectType: "Banner", subjectId: $id }) { totalCount } }', { id })).auditEntries.totalCount === 2)
  })

  it('lead to pages of ours or to https; times, pictures and versions must be right', async () => {
    const codeOf = async (more: object) => operator.refused(SAVE_BANNER, { input: await banner(more) })
    for (const link of ['javascript:alert(1)', 'http://plain.example', '//evil.example', '/api/session/renew', 'https://user@evil.example']) expect([link, await codeOf({ link })]).toEqual([link, 'INVALID_INPUT'])
    expect(await codeOf({ fromAt: at(3), untilAt: at(2) })).toBe('INVALID_INPUT')
    expect(await codeOf({ pictureId: newId() })).toBe('INVALID_INPUT')
    const { saveBanner: { id, version } } = await operator.mutate(SAVE_BANNER, { input: await banner({ enabled: false }) })
    await operator.mutate(SAVE_BANNER, { input: await banner({ id, version, enabled: false }) })
    expect(await codeOf({ id, version, enabled: false })).toBe('CONFLICT')
    expect(await codeOf({ id: newId(), version: 1 })).toBe('NOT_FOUND')
  })

  it('who may not publish keeps drafts of them; everybody else keeps none', async () => {
    expect(await writer.refused(SAVE_BANNER, { input: await banner() })).toBe('FORBIDDEN')
    const { saveBanner: { id } } = await writer.mutate(SAVE_BANNER, { input: await banner({ enabled: false }) })
    expect(await writer.refused('mutation ($ids: [ID!]!) { setBannersEnabled(ids: $ids, enabled: true) { done } }', { ids: [id] })).toBe('FORBIDDEN')
    const input = await banner()
    expect(await hospital.anonymous.refused(SAVE_BANNER, { input })).toBe('UNAUTHENTICATED')
    for (const client of [patient, await hospital.signInStaff('chenliqun'), await administrator(BUILT_IN_ROLES.ACCOUNTANT)]) {
      expect([await client.refused(SAVE_BANNER, { input }), await client.refused('{ managedBanners { totalCount } }'), await client.refused(`{ contentCounts(subjectId: "${id}") { views } }`)]).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
    }
  })

  it('a picture is what its bytes are, its sender’s, and public only by its own link', async () => {
    const { id, url } = await picture()
    const answer = await fetch(url)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/webp', 'public, max-age=31536000, immutable'])
    await expect(upload(operator, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).rejects.toThrow(/415|FILE_TYPE/)
    expect(await operator.refused(PUBLISH_PICTURE, { receipt: await upload(writer, await drawing()) })).toBe('UPLOAD_INVALID')
    const voice = await upload(operator, wav(1))
    expect([await operator.refused(PUBLISH_PICTURE, { receipt: voice }), await sweptAway(hospital, [voice])]).toEqual(['UPLOAD_INVALID', [true]])
    expect((await fetch(url)).status).toBe(200)
    const receipt = await upload(patient, await drawing())
    expect([await patient.refused(PUBLISH_PICTURE, { receipt }), await operator.refused(PUBLISH_PICTURE, { receipt })]).toEqual(['FORBIDDEN', 'UPLOAD_INVALID'])
    const { fileId } = JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString()) as { fileId: string }
    const signature = new URL(url).searchParams.get('signature')
    for (const guess of [`/pictures/${fileId}?signature=${signature}`, `/pictures/${fileId}`, `/pictures/${id}?signature=x`, `/files/${fileId}?expires=9999999999&signature=${signature}`]) expect([401, 403, 404]).toContain((await fetch(hospital.url + guess)).status)
  })

  it('and articles leave as workbooks, filtered; who keeps neither gets none', async () => {
    const START = 'mutation ($input: StartExportInput!) { startExport(input: $input) { id } }'
    const rowsOf = async (input: object) => {
      const { startExport: { id } } = await operator.mutate(START, { input })
      const job = await until(async () => {
        const { job } = await operator.query('query ($id: ID!) { job(id: $id) { state done file { url } } }', { id })
        return job.state === 'SUCCEEDED' && job
      }, 30_000)
      const path = join(hospital.installation.dataFolder, `${id}.xlsx`)
      writeFileSync(path, Buffer.from(await (await operator.open(job.file.url)).arrayBuffer()))
      const rows: string[][] = []
      for await (const { cells } of readSheet(path)) rows.push(cells)
      return rows
    }
    const title = `=1+1 健康导出 ${newId()}`
    await operator.mutate(SAVE_BANNER, { input: await banner({ title: title.slice(0, 30), terminals: ['H5'] }) })
    await published({ title, body: '<p>导出的文章。</p>' })
    await saved({ title: '另一篇', body: '<p>没有导出的文章。</p>' })
    expect(await rowsOf({ list: 'articles', filter: { search: title }, columns: ['title', 'kind', 'status', 'terminals', 'readings'] })).toEqual([['标题', '类型', '状态', '终端', '阅读人次'], [`'${title}`, '健康知识', '已发布', '全部终端', '0']])
    expect(await rowsOf({ list: 'banners', filter: { search: title.slice(0, 30) }, columns: ['title', 'position', 'institution', 'terminals', 'enabled'] })).toEqual([['标题', '运营位', '机构', '终端', '状态'], [`'${title.slice(0, 30)}`, '首页中部', '全院', '手机网页（H5）', '启用']])
    const exporter = await administrator(['list:export', 'directory:read'])
    for (const list of ['articles', 'banners']) expect(await exporter.refused(START, { input: { list } })).toBe('FORBIDDEN')
  })

  it('200 at once are counted one by one, and stay so when they are gathered meanwhile', async () => {
    const { saveBanner: { id } } = await operator.mutate(SAVE_BANNER, { input: await banner() })
    const see = () => hospital.anonymous.mutate('mutation ($ids: [ID!]!) { noteBannersSeen(ids: $ids) }', { ids: [id, newId()] })
    const follow = () => hospital.anonymous.mutate('mutation ($id: ID!) { followBanner(id: $id) }', { id })
    const [, , answers] = await Promise.all([Promise.all(Array.from({ length: 200 }, see)), startGathering(), Promise.all(Array.from({ length: 50 }, follow))])
    expect(answers[0].followBanner).toBe('/articles')
    expect(await totals(id)).toEqual({ views: 200, clicks: 50, readings: 0 })
    await gather()
    await see()
    expect(await totals(id)).toEqual({ views: 201, clicks: 50, readings: 0 })
    expect((await hospital.anonymous.query(SHOWN, { position: 'HOME_MIDDLE' })).banners.find((one: { id: string }) => one.id === id).totals).toBeNull()
  }, 60_000)
})

describe('[A7-09] articles', () => {
  it('a draft is nobody’s but the writers’; published, everybody reads, finds and shares it; withdrawn, nobody', async () => {
    const { id, version } = await saved({ title: '冬季护肺十问', summary: '雾霾天怎么防护' }, writer)
    expect([await readAs(hospital.anonymous, id), await search('护肺十问')]).toEqual([null, []])
    expect((await readAs(writer, id)).title).toBe('冬季护肺十问')
    expect(await writer.refused(PUBLISH, { input: { id, version } })).toBe('FORBIDDEN')
    const { publishArticle } = await operator.mutate(PUBLISH, { input: { id, version } })
    expect(publishArticle).toMatchObject({ status: 'PUBLISHED', shown: true })
    expect([(await readAs(hospital.anonymous, id)).title, await search('护肺十问'), await search('雾霾天'), await search('开窗通风', { categoryId }), await search('护肺十问', { kind: 'NEWS' })]).toEqual(['冬季护肺十问', ['冬季护肺十问'], ['冬季护肺十问'], ['冬季护肺十问'], []])
    expect(await writer.refused(SAVE, { input: article({ id, version: publishArticle.version, title: '改题' }) })).toBe('FORBIDDEN')
    expect(await operator.refused(SAVE, { input: article({ id, version, title: '改题' }) })).toBe('CONFLICT')
    expect(await operator.refused(PUBLISH, { input: { id, version: publishArticle.version } })).toBe('WRONG_STATE')
    await operator.mutate(WITHDRAW, { id })
    expect([await readAs(hospital.anonymous, id), await search('护肺十问')]).toEqual([null, []])
    expect(await operator.refused(WITHDRAW, { id })).toBe('WRONG_STATE')
    const { removeArticles } = await operator.mutate('mutation ($ids: [ID!]!) { removeArticles(ids: $ids) { done refused { code } } }', { ids: [id, (await saved()).id] })
    expect(removeArticles).toEqual({ done: 1, refused: [{ code: 'WRONG_STATE' }] })
    await until(async () => {
      const { auditEntries } = await operator.query('query ($id: ID!) { auditEntries(filter: { subjectType: "Article", subjectId: $id }) { nodes { action } } }', { id })
      return ['article.create', 'article.publish', 'article.withdraw'].every((action) => auditEntries.nodes.some((entry: { action: string }) => entry.action === action))
    })
  })

  it('is shown from its time until its time by the clock, at its terminal', async () => {
    const { id } = await published({ title: '义诊预告', terminals: ['WECHAT_OA'] }, { publishAt: at(2), unpublishAt: at(4) })
    expect(await readAs(hospital.anonymous, id)).toBeNull()
    expect(await hospital.anonymous.refused('mutation ($id: ID!) { noteArticleRead(id: $id) }', { id })).toBe('NOT_FOUND')
    await hospital.advance(3 * HOUR)
    expect((await readAs(hospital.anonymous, id)).title).toBe('义诊预告')
    expect([await search('义诊预告', { terminal: 'WECHAT_OA' }), await search('义诊预告', { terminal: 'H5' })]).toEqual([['义诊预告'], []])
    await hospital.advance(2 * HOUR)
    expect(await readAs(hospital.anonymous, id)).toBeNull()
    const late = await saved()
    expect(await operator.refused(PUBLISH, { input: { id: late.id, version: late.version, publishAt: at(2), unpublishAt: at(1) } })).toBe('INVALID_INPUT')
  })

  it('of what is sent as its text only what an article may hold is kept', async () => {
    const { id: pictureId, url } = await picture()
    const { body } = await saved({ body: `<h2 onclick="steal()">题</h2><script>steal()</script><p style="position:fixed">文<a href="javascript:steal()">链</a><a href="/booking">号</a></p><img src="${url}" alt="图" onerror="steal()"><img src="https://evil.example/x.gif"><svg onload="steal()"></svg><iframe src="https://evil.example"></iframe>` })
    expect(body).toBe(`<h2>题</h2><p>文<a>链</a><a href="/booking">号</a></p><img src="${url}" width="108" height="43" loading="lazy" alt="图" />`)
    expect(body).toContain(pictureId)
    expect(await operator.refused(SAVE, { input: article({ body: `<img src="picture:${newId()}">` }) })).toBe('INVALID_INPUT')
    expect(await operator.refused(SAVE, { input: article({ body: 'x'.repeat(60_001) }) })).toBe('INVALID_INPUT')
    const empty = await saved({ body: '<script>1</script>' })
    expect(await operator.refused(PUBLISH, { input: { id: empty.id, version: empty.version } })).toBe('INVALID_INPUT')
    expect((await operator.query('query ($id: ID!) { article(id: $id) { status } }', { id: empty.id })).article.status).toBe('DRAFT')
  })

  it('a lecture is watched by https, or held at a time and place', async () => {
    const lecture = (more: object) => ({ input: article({ kind: 'LECTURE', title: '戒烟讲座', ...more }) })
    expect(await operator.refused(SAVE, lecture({}))).toBe('INVALID_INPUT')
    expect(await operator.refused(SAVE, lecture({ mediaUrl: 'http://plain.example/a.mp3' }))).toBe('INVALID_INPUT')
    const { saveArticle: { id, version } } = await operator.mutate(SAVE, lecture({ startsAt: at(48), place: '门诊楼 6 层' }))
    await operator.mutate(PUBLISH, { input: { id, version } })
    expect(await search('戒烟', { kind: 'LECTURE' })).toEqual(['戒烟讲座'])
  })

  it('a category that sorts articles stays; a name is taken once', async () => {
    const save = 'mutation ($input: SaveArticleCategoryInput!) { saveArticleCategory(input: $input) { id } }'
    const { saveArticleCategory: { id } } = await operator.mutate(save, { input: { name: '儿童保健', sortOrder: 9, enabled: false } })
    expect((await hospital.anonymous.query('{ articleCategories { id } }')).articleCategories.map((one: { id: string }) => one.id)).not.toContain(id)
    expect(await operator.refused(save, { input: { name: '儿童保健', sortOrder: 1, enabled: true } })).toBe('INVALID_INPUT')
    const remove = 'mutation ($id: ID!) { removeArticleCategory(id: $id) }'
    expect(await operator.refused(remove, { id: categoryId })).toBe('IN_USE')
    expect((await operator.mutate(remove, { id })).removeArticleCategory).toBe(true)
    expect(await (await administrator(BUILT_IN_ROLES.ACCOUNTANT)).refused(remove, { id: categoryId })).toBe('FORBIDDEN')
  })

  it('pages of articles are turned without one twice', async () => {
    const page = async (after: string | null) => (await hospital.anonymous.query('query ($after: String) { articles(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after })).articles
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page(after)
      seen.push(...nodes.map(({ id }: { id: string }) => id))
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    expect(seen.length).toBeGreaterThan(8)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('[A7-10] the hospital’s own site', () => {
  const SAVE_PAGE = 'mutation ($input: SaveSitePageInput!) { saveSitePage(input: $input) { version body } }'
  const pageOf = async (key: string) => (await hospital.anonymous.query('{ sitePages { key title body version } }')).sitePages.find((page: { key: string }) => page.key === key)

  it('its pages are worded by who may publish, cleaned like articles, once a version', async () => {
    const { version } = await pageOf('PROCESS')
    const input = { key: 'PROCESS', version, title: '就医流程', body: '<p>先预约<script>x()</script></p>' }
    expect(await writer.refused(SAVE_PAGE, { input })).toBe('FORBIDDEN')
    await operator.mutate(SAVE_PAGE, { input })
    expect(await pageOf('PROCESS')).toEqual({ key: 'PROCESS', title: '就医流程', body: '<p>先预约</p>', version: version + 1 })
    expect(await operator.refused(SAVE_PAGE, { input })).toBe('CONFLICT')
    expect(await operator.refused(SAVE_PAGE, { input: { ...input, version: version + 1, body: '<script>x()</script>' } })).toBe('INVALID_INPUT')
  })

  it('what an institution says of itself is kept from the next sync', async () => {
    const { institutions: [{ id, version }] } = await operator.query('{ institutions { id version } }')
    const { updateInstitution } = await operator.mutate('mutation ($input: UpdateInstitutionInput!) { updateInstitution(input: $input) { intro pinned } }', { input: { id, version, intro: '始建于 1952 年。\n三级甲等综合医院。' } })
    expect(updateInstitution).toMatchObject({ intro: '始建于 1952 年。\n三级甲等综合医院。', pinned: expect.arrayContaining(['intro']) })
    expect((await hospital.anonymous.query('query ($id: ID!) { institution(id: $id) { intro } }', { id })).institution.intro).toContain('三级甲等')
    expect(await patient.refused('mutation ($input: UpdateInstitutionInput!) { updateInstitution(input: $input) { id } }', { input: { id, version, intro: 'x' } })).toBe('FORBIDDEN')
  })
})

describe('[A7-09] readings', () => {
  it('a reader counts once a day, however often and from however many pages at once', async () => {
    const { id } = await published()
    const note = (client: TestClient) => client.mutate('mutation ($id: ID!) { noteArticleRead(id: $id) }', { id })
    const by = (phone: string) => fetch(`${hospital.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': phone }, body: JSON.stringify({ query: 'mutation ($id: ID!) { noteArticleRead(id: $id) }', variables: { id } }) })
    await Promise.all([...Array.from({ length: 40 }, () => note(patient)), ...Array.from({ length: 160 }, (_, i) => by(`phone ${i % 80}`))])
    expect((await readAs(hospital.anonymous, id)).readings).toBe(81)
    await hospital.advance(24 * HOUR)
    await note(patient)
    expect((await readAs(hospital.anonymous, id)).readings).toBe(82)
    await hospital.advance(48 * HOUR)
    await startGathering()
    await until(async () => (await hospital.sql`select 1 from platform.hit where subject_id = ${id} limit 1`).length === 0, 20_000)
    expect((await readAs(hospital.anonymous, id)).readings).toBe(82)
    expect(JSON.stringify(await hospital.sql`select * from platform.hit`)).not.toMatch(/phone \d|127\.0\.0\.1/)
  }, 60_000)
})

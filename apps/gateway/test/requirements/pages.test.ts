import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtIn, TEMPLATES } from '@hospital/pages/templates'
import { newModule, type StoredContent } from '@hospital/pages/content'
import type { PageKind } from '@hospital/pages/kinds'
import type { ModuleKind } from '@hospital/pages/modules'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let admin: TestClient
let mainId: string
let branchId: string
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.signInStaff('operator')
  admin = await hospital.signInStaff('admin')
  const { institutions } = await hospital.anonymous.query('{ institutions { id kind } }')
  mainId = institutions.find(({ kind }: { kind: string }) => kind === 'MAIN').id
  branchId = institutions.find(({ kind }: { kind: string }) => kind === 'BRANCH').id
}, 240_000)
afterAll(async () => { await hospital?.close() })

const CONTENT = 'content { style settings modules { id kind settings display } }'
const PAGE = `query ($kind: PageKind!, $institutionId: ID, $terminal: Terminal) { page(kind: $kind, institutionId: $institutionId, terminal: $terminal) { version ${CONTENT} images { id } } }`
const DESIGN = 'id draftVersion unpublished previewToken source sourceName published { number } draft { style settings modules { id kind settings } } problems { moduleId field message } versions { nodes { number restored publishedByName } totalCount }'
const READ = `query ($kind: PageKind!, $institutionId: ID, $terminal: Terminal) { pageDesign(kind: $kind, institutionId: $institutionId, terminal: $terminal) { ${DESIGN} } }`
const SAVE = `mutation ($input: SavePageDraftInput!) { savePageDraft(input: $input) { ${DESIGN} } }`
const PUBLISH = `mutation ($id: ID!, $draftVersion: Int!) { publishPage(id: $id, draftVersion: $draftVersion) { ${DESIGN} } }`
const ROLL_BACK = `mutation ($id: ID!, $number: Int!, $draftVersion: Int!) { rollBackPage(id: $id, number: $number, draftVersion: $draftVersion) { ${DESIGN} } }`
const WITHDRAW = `mutation ($id: ID!, $draftVersion: Int!) { withdrawPage(id: $id, draftVersion: $draftVersion) { ${DESIGN} } }`
const PREVIEW = `query ($token: String!) { previewPage(token: $token) { version ${CONTENT} } }`
const SET = 'mutation ($input: SetSettingInput!) { setSetting(input: $input) { revision } }'

interface Place { institutionId?: string; terminal?: string }
interface Shown { version: number; content: StoredContent }

const pageOf = async (kind: PageKind, place: Place = {}): Promise<Shown> => (await hospital.anonymous.query(PAGE, { kind, ...place })).page
const design = async (kind: PageKind, place: Place = {}) => (await operator.query(READ, { kind, ...place })).pageDesign
const kindsOn = ({ content }: Shown) => content.modules.map(({ kind }) => kind)
const contentOf = (...kinds: ModuleKind[]): StoredContent => ({ style: {}, settings: {}, modules: kinds.map((kind, at) => newModule(kind, `${kind}-${at}`)) })

async function save(kind: PageKind, content: StoredContent, place: Place = {}) {
  const { draftVersion } = await design(kind, place)
  return (await operator.mutate(SAVE, { input: { kind, ...place, draftVersion, content } })).savePageDraft
}
async function publish(kind: PageKind, content: StoredContent, place: Place = {}) {
  const { id, draftVersion } = await save(kind, content, place)
  return (await operator.mutate(PUBLISH, { id, draftVersion })).publishPage
}
const problemOf = async (client: TestClient, source: string, variables: object) => (await client.send(source, variables as never)).errors?.[0]
const refusalOf = async (kind: PageKind, content: unknown, place: Place = {}) => {
  const { draftVersion } = await design(kind, place)
  return problemOf(operator, SAVE, { input: { kind, ...place, draftVersion, content } })
}

describe('[A6-01] [A2-03] the home page', () => {
  it('starts from a template; a draft is seen by whoever holds its token and by no patient until it is published', async () => {
    const before = await pageOf('HOME')
    expect(before.version).toBe(1)
    expect(kindsOn(before)).toEqual(['PERSON', 'SEARCH', 'GRID', 'TODOS', 'DOCTORS', 'BANNER', 'ARTICLES'])
    const draft = await save('HOME', contentOf('GRID', 'PERSON', 'NOTICE'))
    expect(draft).toMatchObject({ unpublished: true, source: 'OWN', published: { number: 1 }, problems: [] })
    expect(kindsOn(await pageOf('HOME'))).toEqual(kindsOn(before))
    expect(kindsOn((await hospital.anonymous.query(PREVIEW, { token: draft.previewToken })).previewPage)).toEqual(['GRID', 'PERSON', 'NOTICE'])
    const { publishPage } = await operator.mutate(PUBLISH, { id: draft.id, draftVersion: draft.draftVersion })
    expect(publishPage).toMatchObject({ unpublished: false, published: { number: 2 }, versions: { totalCount: 2, nodes: [{ number: 2, restored: null, publishedByName: '沈运营' }, { number: 1, publishedByName: null }] } })
    expect(await pageOf('HOME')).toMatchObject({ version: 2 })
    expect(kindsOn(await pageOf('HOME'))).toEqual(['GRID', 'PERSON', 'NOTICE'])
    expect(await hospital.anonymous.refused(PREVIEW, { token: draft.previewToken })).toBe('NOT_FOUND')
  })

  it('goes back to an earlier version, which becomes the next one; publishing the same draft twice is one version', async () => {
    const { id, draftVersion } = await design('HOME')
    const { rollBackPage } = await operator.mutate(ROLL_BACK, { id, number: 1, draftVersion })
    expect(rollBackPage.versions.nodes[0]).toMatchObject({ number: 3, restored: 1 })
    expect(kindsOn(await pageOf('HOME'))).toEqual(['PERSON', 'SEARCH', 'GRID', 'TODOS', 'DOCTORS', 'BANNER', 'ARTICLES'])
    expect((await operator.mutate(PUBLISH, { id, draftVersion: rollBackPage.draftVersion })).publishPage.versions.totalCount).toBe(3)
    expect(await operator.refused(ROLL_BACK, { id, number: 99, draftVersion: rollBackPage.draftVersion })).toBe('NOT_FOUND')
    await expect(hospital.sql`update platform.page_version set number = 9 where page_id = ${id}`).rejects.toThrow('append-only')
  })

  it('is inherited: a terminal’s own and an institution’s own hold there alone, the nearest first, until they are withdrawn', async () => {
    await publish('HOME', contentOf('GRID', 'PHONE'), { terminal: 'WECHAT_OA' })
    await publish('HOME', contentOf('TODOS', 'GRID'), { institutionId: branchId })
    expect(kindsOn(await pageOf('HOME', { terminal: 'WECHAT_OA' }))).toEqual(['GRID', 'PHONE'])
    expect(kindsOn(await pageOf('HOME', { terminal: 'H5' }))).toHaveLength(7)
    expect(kindsOn(await pageOf('HOME', { institutionId: branchId, terminal: 'WECHAT_OA' }))).toEqual(['TODOS', 'GRID'])
    expect(await design('HOME', { institutionId: mainId })).toMatchObject({ id: null, draftVersion: 0, source: 'INHERITED', sourceName: '全院' })
    const { id, draftVersion } = await design('HOME', { institutionId: branchId })
    expect((await operator.mutate(WITHDRAW, { id, draftVersion })).withdrawPage).toMatchObject({ source: 'INHERITED', unpublished: true, versions: { totalCount: 1 } })
    expect(kindsOn(await pageOf('HOME', { institutionId: branchId }))).toHaveLength(7)
    expect(await operator.refused(WITHDRAW, { id, draftVersion: draftVersion + 1 })).toBe('WRONG_STATE')
  })

  it('loses the entries and modules of a business that is switched off there, at once', async () => {
    const switchTo = async (key: string, value: boolean) => {
      const { institutionSettings } = await operator.query('query ($id: ID) { institutionSettings(institutionId: $id) { key revision } }', { id: branchId })
      await operator.mutate(SET, { input: { key, value, institutionId: branchId, revision: institutionSettings.find((one: { key: string }) => one.key === key).revision } })
    }
    const ways = async (institutionId: string) => ((await pageOf('HOME', { institutionId })).content.modules.find(({ kind }) => kind === 'GRID')!.settings.entries as { to: string }[]).map(({ to }) => to)
    expect(await ways(branchId)).toContain('/homecare')
    await switchTo('homecare.open', false)
    await switchTo('consultation.text.open', false)
    expect(await ways(branchId)).not.toContain('/homecare')
    expect(await ways(branchId)).not.toContain('/consultations/doctors')
    expect(kindsOn(await pageOf('HOME', { institutionId: branchId }))).not.toContain('DOCTORS')
    expect(await ways(mainId)).toContain('/homecare')
    await switchTo('homecare.open', true)
    await switchTo('consultation.text.open', true)
    expect(await ways(branchId)).toContain('/homecare')
  })
})

describe('[A2-03] what no page may be', () => {
  const withModule = (kind: string, settings: Record<string, unknown> = {}) => ({ style: {}, settings: {}, modules: [{ id: 'one', kind, settings }] })

  it('an unknown module, one that has no place there, a setting that is none or out of its limits', async () => {
    const at = (field: string | null) => ({ extensions: { code: 'INVALID_INPUT', details: { moduleId: 'one', field } } })
    expect(await refusalOf('HOME', withModule('LOTTERY'))).toMatchObject({ ...at(null), message: expect.stringContaining('没有这种模块') })
    expect(await refusalOf('HOME', withModule('constructor'))).toMatchObject(at(null))
    expect(await refusalOf('SPLASH', withModule('GRID'))).toMatchObject({ ...at(null), message: expect.stringContaining('不能放在过渡页') })
    expect(await refusalOf('HOME', withModule('GRID', { rows: 3 }))).toMatchObject(at('rows'))
    expect(await refusalOf('HOME', withModule('GRID', { columns: '9' }))).toMatchObject(at('columns'))
    expect(await refusalOf('HOME', withModule('TODOS', { title: ' ' }))).toMatchObject({ ...at('title'), message: '待办：不能为空。' })
    expect(await refusalOf('HOME', withModule('BILLS', { most: 2.5 }))).toMatchObject(at('most'))
    expect(await refusalOf('HOME', withModule('IMAGE', { image: mainId }))).toMatchObject({ message: '图片不存在，请重新选择。' })
    const twice = newModule('GRID', 'one')
    expect(await refusalOf('HOME', { style: {}, settings: {}, modules: [twice, twice] })).toMatchObject({ message: '有两个模块的编号相同。' })
    expect(await refusalOf('HOME', { style: {}, settings: {}, modules: Array.from({ length: 31 }, (_, at) => newModule('LINE', `m${at}`)) })).toMatchObject({ message: '一个页面最多 30 个模块。' })
    expect(await refusalOf('HOME', { style: [], settings: {}, modules: [] })).toMatchObject({ extensions: { code: 'INVALID_INPUT' } })
  })

  it.each(['javascript:alert(1)', 'http://a.example.com', '//evil.example.com', '/api/session/sign-out', '/nowhere', 'https://user:pw@example.com/', 'https://localhost/', '/booking?x=<script>', 'data:text/html,1'])('a link to %s', async (to) => {
    expect(await refusalOf('HOME', withModule('GRID', { entries: [{ to, word: '好' }] }))).toMatchObject({ extensions: { code: 'INVALID_INPUT', details: { field: 'entries' } } })
    expect(await refusalOf('HOME', withModule('NOTICE', { to }))).toMatchObject({ extensions: { code: 'INVALID_INPUT', details: { field: 'to' } } })
  })

  it('a colour that cannot be read on white; another site by https under a word of its own may be', async () => {
    expect(await refusalOf('OUTPATIENT', { ...contentOf('TODAY'), style: { accent: '#ffcc00' } })).toMatchObject({ message: expect.stringContaining('5.8:1'), extensions: { details: { moduleId: null, field: 'accent' } } })
    expect(await save('OUTPATIENT', { ...contentOf('TODAY'), style: { accent: '#8a2b0b' } })).toMatchObject({ draft: { style: { accent: '#8a2b0b' } } })
    expect(await refusalOf('OUTPATIENT', withModule('LINKS', { entries: [{ to: 'https://wjw.example.gov.cn/' }] }))).toMatchObject({ message: '快捷链接：请填写入口名称。' })
    await save('OUTPATIENT', withModule('LINKS', { entries: [{ to: 'https://wjw.example.gov.cn/a?b=1', word: '卫健委' }] }))
  })

  it('a draft upon a stale one, a page without modules, a place that is not there', async () => {
    const { id, draftVersion } = await design('OUTPATIENT')
    const input = { kind: 'OUTPATIENT', draftVersion: draftVersion - 1, content: contentOf('TODAY') }
    expect(await operator.refused(SAVE, { input })).toBe('CONFLICT')
    expect(await operator.refused(PUBLISH, { id, draftVersion: draftVersion - 1 })).toBe('CONFLICT')
    expect(await operator.refused(SAVE, { input: { ...input, institutionId: id } })).toBe('NOT_FOUND')
    expect(await operator.refused(PUBLISH, { id: mainId, draftVersion })).toBe('NOT_FOUND')
    const empty = await save('OUTPATIENT', contentOf())
    expect(await problemOf(operator, PUBLISH, { id, draftVersion: empty.draftVersion })).toMatchObject({ message: '门诊主页还没有模块，请先添加。' })
    const two = await Promise.all([0, 1].map(() => operator.send(SAVE, { input: { kind: 'MINE', terminal: 'ALIPAY_MINI', draftVersion: 0, content: contentOf('ORDERS') } })))
    expect(two.map(({ errors }) => errors?.[0]?.extensions.code ?? 'saved').sort()).toEqual(['CONFLICT', 'saved'])
  })

  it('touched by whoever may not', async () => {
    const { id, draftVersion } = await design('HOME')
    const input = { kind: 'HOME', draftVersion, content: contentOf('GRID') }
    for (const client of [await hospital.signInStaff('accountant'), await hospital.signInStaff('chenliqun'), await hospital.signInPatient('13800000001')]) {
      for (const [source, variables] of [[READ, { kind: 'HOME' }], [SAVE, { input }], [PUBLISH, { id, draftVersion }], [ROLL_BACK, { id, number: 1, draftVersion }], [WITHDRAW, { id, draftVersion }], ['mutation { publishPicture(input: { uploadReceipt: "x" }) { id } }', {}]] as const) {
        expect(await client.refused(source, variables)).toBe('FORBIDDEN')
      }
    }
    expect(await hospital.anonymous.refused(READ, { kind: 'HOME' })).toBe('UNAUTHENTICATED')
    expect(await operator.refused('mutation { publishPicture(input: { uploadReceipt: "x" }) { id } }')).toBe('UPLOAD_INVALID')
  })

  it('what a stored page has that nobody knows is left out, told to the designer, and harms nothing else', async () => {
    const { id } = await publish('INPATIENT', contentOf('NOTICE', 'PHONE'))
    const broken = { ...contentOf('NOTICE', 'PHONE'), modules: [{ id: 'old', kind: 'LOTTERY', settings: {} }, { id: 'bad', kind: 'GRID', settings: { entries: 'none' } }, newModule('PHONE', 'phone')] }
    await hospital.sql`update platform.page set draft = ${JSON.stringify(broken)}::jsonb, draft_version = draft_version + 1 where id = ${id}`
    const { problems, draftVersion, previewToken } = await design('INPATIENT')
    expect(problems.map(({ moduleId, field }: { moduleId: string; field: string }) => [moduleId, field])).toEqual([['old', null], ['bad', 'entries']])
    expect(kindsOn((await hospital.anonymous.query(PREVIEW, { token: previewToken })).previewPage)).toEqual(['PHONE'])
    expect(await operator.refused(PUBLISH, { id, draftVersion })).toBe('INVALID_INPUT')
    expect(kindsOn(await pageOf('INPATIENT'))).toEqual(['NOTICE', 'PHONE'])
  })
})

describe.each([['[A6-02]', 'OUTPATIENT'], ['[A6-03]', 'INPATIENT'], ['[A6-04]', 'INTERNET_HOSPITAL'], ['[A6-05]', 'MINE'], ['[A6-06]', 'SPLASH']] as const)('%s %s', (_id, kind) => {
  it('has templates that may all be published as they are, and a page of its own', async () => {
    for (const { content } of TEMPLATES[kind]) expect((await publish(kind, content)).problems).toEqual([])
    const { content } = await pageOf(kind)
    expect(content.modules.map(({ id }) => id)).toEqual(TEMPLATES[kind].at(-1)!.content.modules.map(({ id }) => id))
    await publish(kind, builtIn(kind))
  })
})

describe('[A6-05] [A6-06] settings of a page as a whole', () => {
  it('我的 has two layouts, by institution', async () => {
    await publish('MINE', TEMPLATES.MINE[1]!.content, { institutionId: branchId })
    expect((await pageOf('MINE', { institutionId: branchId })).content.settings).toEqual({ layout: 'LIST' })
    expect((await pageOf('MINE')).content.settings).toEqual({ layout: 'CARDS' })
    expect(await refusalOf('MINE', { ...contentOf('ORDERS'), settings: { layout: 'WAVES' } })).toMatchObject({ extensions: { details: { field: 'layout' } } })
  })

  it('the splash page has a time and days, by terminal', async () => {
    const settings = { shown: true, seconds: 5, repeat: 'ONCE', from: '2026-12-01', until: '2026-12-31' }
    await publish('SPLASH', { ...contentOf('LINE'), settings }, { terminal: 'ALIPAY_MINI' })
    expect((await pageOf('SPLASH', { terminal: 'ALIPAY_MINI' })).content.settings).toEqual(settings)
    expect((await pageOf('SPLASH', { terminal: 'H5' })).content.settings).toMatchObject({ shown: false })
    for (const wrong of [{ seconds: 60 }, { from: '2026-02-30' }, { shown: 'yes' }]) expect(await refusalOf('SPLASH', { ...contentOf('LINE'), settings: wrong })).toMatchObject({ extensions: { code: 'INVALID_INPUT', details: { field: Object.keys(wrong)[0] } } })
  })
})

describe('[A1-15] the log', () => {
  it('tells who began, published, rolled back and withdrew which page', async () => {
    const acts = async () => (await admin.query('{ auditEntries(first: 100, filter: { action: "page.", actor: "沈运营" }) { nodes { action after } } }')).auditEntries.nodes.map(({ action }: { action: string }) => action)
    await until(async () => ['page.draft-begun', 'page.draft-changed', 'page.published', 'page.rolled-back', 'page.withdrawn'].every(((known: string[]) => (act: string) => known.includes(act))(await acts())))
  })
})

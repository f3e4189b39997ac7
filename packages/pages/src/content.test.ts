import { describe, expect, it } from 'vitest'
import { newModule, problemsOf, readContent, shownContent } from './content.ts'
import { countOf } from './counts.ts'
import { problemWithEntry, shownEntry } from './entry.ts'
import { PAGE_KINDS, type PageKind } from './kinds.ts'
import { MODULES, type ModuleKind } from './modules.ts'
import { isLink, ROUTES } from './routes.ts'
import { builtIn, TEMPLATES } from './templates.ts'

const kinds = Object.keys(PAGE_KINDS) as PageKind[]

it('[A2-03] an entry counts what its page lists, unless the list is narrowed to something else', () => {
  expect(['/orders', '/orders?status=OPEN', '/orders?status=REFUND', '/messages', '/booking', 'https://h.cn/orders'].map(countOf)).toEqual(['UNPAID', 'UNPAID', undefined, 'MESSAGES', undefined, undefined])
})

describe('[A6-01] templates and modules', () => {
  it.each(kinds.flatMap((kind) => TEMPLATES[kind].map(({ key, content }) => [kind, key, content] as const)))('%s %s may be published as it is', (kind, _key, content) => {
    expect(problemsOf(kind, content)).toEqual([])
  })

  it.each(Object.keys(MODULES) as ModuleKind[])('%s comes out of the palette sound', (kind) => {
    const page = kinds.find((page) => !problemsOf(page, { style: {}, settings: {}, modules: [newModule(kind, 'one')] }).length)
    expect(page).toBeDefined()
  })
})

describe('[A2-03] what a page shows', () => {
  it('without a business that is closed: its modules, its entries, and a grid that has none left', () => {
    const { content } = readContent('HOME', { style: {}, settings: {}, modules: [newModule('DOCTORS', 'd'), { ...newModule('GRID', 'g'), settings: { entries: [{ to: '/homecare' }] } }, { ...newModule('LINKS', 'l'), settings: { entries: [{ to: '/booking/0199b000-0000-7000-8000-000000000000', word: '心内科' }, { to: '/orders' }] } }] })
    const shown = shownContent(content, new Set(['TEXT_CONSULTATION', 'HOMECARE', 'REGISTRATION']))
    expect(shown.modules.map(({ id, settings }) => [id, settings.entries])).toEqual([['l', [{ to: '/orders' }]]])
    expect(shownContent(content, new Set()).modules).toHaveLength(3)
  })

  it('in its defaults where a value is missing or broken, so that one setting never costs the page', () => {
    const { content, problems } = readContent('MINE', { style: { density: 'HUGE', accent: '#ffffff' }, settings: { layout: 'LIST' }, modules: builtIn('MINE').modules })
    expect(content).toMatchObject({ style: { density: 'COMFORTABLE', accent: '', card: 'SHADOW' }, settings: { layout: 'LIST' } })
    expect(problems.map(({ field }) => field)).toEqual(['density', 'accent'])
  })
})

describe('[A2-03] links', () => {
  it.each(Object.keys(ROUTES))('%s is a way on', (path) => {
    expect(isLink(path)).toBe(true)
    expect(shownEntry({ to: path }).word).not.toBe('')
  })

  it.each(['/orders?status=OPEN', '/articles?category=慢病&page=2#top', '/articles/0199b000-0000-7000-8000-000000000000', '/lectures', '/site/process', 'https://www.nhc.gov.cn/', '/texts/user.privacy'])('%s is one too', (link) => expect(isLink(link)).toBe(true))

  it.each(['', 'ftp://a.b', 'HTTPS://a.b', 'https://', '/orders/../api', '/texts/../../etc', '/orders?a?b', '/booking\n', '/articles/x', '/orders?a="b"', '/orders#"', '//orders', 'https://a.b/\n', 7, null])('%j is none', (link) => expect(isLink(link)).toBe(false))

  it('another site needs a word of its own, an entry nothing that is not declared', () => {
    expect(problemWithEntry({ to: 'https://a.example.com' })).toBe('请填写入口名称')
    expect(problemWithEntry({ to: '/orders', onclick: 'x' })).toBeDefined()
    expect(problemWithEntry({ to: '/orders', icon: 'toString' })).toBeDefined()
    expect(problemWithEntry({ to: '/orders', word: '订单与退款中心查询' })).toBeDefined()
  })
})

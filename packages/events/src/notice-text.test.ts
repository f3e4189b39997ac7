import { describe, expect, it } from 'vitest'
import { fillIn, fitKeyword, houseContent, problemsOf, smsParts, type TemplateContent } from './notice-text.ts'
import { NOTICES, type Audience, type NoticeDeclaration } from './notices.ts'

const all = Object.entries(NOTICES as Record<string, NoticeDeclaration>).flatMap(([event, declaration]) => (Object.keys(declaration.words) as Audience[]).map((audience) => ({ event, audience, declaration })))

it.each(all)('[A2-11] the words that the house comes with are right: $event to $audience', ({ declaration, audience }) => {
  expect(problemsOf(declaration, audience, houseContent(declaration, audience))).toEqual([])
})

describe('[A2-11] what is wrong with a template', () => {
  const declaration: NoticeDeclaration = NOTICES['appointment.booked']
  const problems = (change: (content: TemplateContent) => void) => {
    const content = houseContent(declaration, 'ACCOUNT')
    change(content)
    return problemsOf(declaration, 'ACCOUNT', content).map(({ field }) => field)
  }

  it('unknown and missing variables, lone braces, empty and long texts', () => {
    expect(problems(({ inApp }) => { inApp.body = '{patientName}您好，{when}' })).toEqual(['inApp.body'])
    expect(problems(({ inApp }) => { inApp.body = '请按时就诊' })).toEqual(['inApp.body'])
    expect(problems(({ inApp }) => { inApp.title = '{when' })).toEqual(['inApp.title'])
    expect(problems(({ inApp }) => { inApp.title = ' ' })).toEqual(['inApp.title'])
    expect(problems(({ sms }) => { sms.body = `{when}${'长'.repeat(500)}` })).toEqual(['sms.body'])
    expect(problems(({ inApp }) => { Object.assign(inApp, { enabled: false, body: '' }) })).toEqual([])
  })

  it('WeChat: its own keywords, each in its shape, with a template', () => {
    const wechat = (keywords: TemplateContent['wechat']['keywords'], templateId: string | null = 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY') => problems((content) => { content.wechat = { enabled: true, kind: 'TEMPLATE', templateId, keywords } })
    expect(wechat([{ key: 'time1', text: '{when}' }, { key: 'thing2', text: '请按时到院签到' }])).toEqual([])
    expect(wechat([{ key: 'time1', text: '{when}' }], null)).toEqual(['wechat.templateId'])
    expect(wechat([{ key: 'first', text: '{when}' }])).toEqual(['wechat.keywords'])
    expect(wechat([{ key: 'phrase1', text: '预约成功了哦哦' }])).toEqual(['wechat.keywords'])
    expect(wechat([{ key: 'thing1', text: '字'.repeat(21) }])).toEqual(['wechat.keywords'])
    expect(wechat([{ key: 'thing1', text: '{who}' }])).toEqual(['wechat.keywords'])
    expect(wechat([])).toEqual(['wechat.keywords'])
  })
})

it('[A2-11] what WeChat would refuse for its length is clipped, and nothing is a dash', () => {
  expect(fitKeyword('thing2', '字'.repeat(21))).toBe(`${'字'.repeat(19)}…`)
  expect(fitKeyword('thing2', ' 两\n行 ')).toBe('两 行')
  expect(fitKeyword('character_string1', 'x'.repeat(33))).toBe('x'.repeat(32))
  expect(fitKeyword('thing2', ' ')).toBe('-')
})

it('[A2-11] values that look like variables stay as they are, and long texts are counted in parts', () => {
  expect(fillIn('{a}，{b}。{c}', { a: '{b}', b: '乙' })).toBe('{b}，乙。')
  expect([smsParts('字'.repeat(70)), smsParts('字'.repeat(71)), smsParts('字'.repeat(135))]).toEqual([1, 2, 3])
})

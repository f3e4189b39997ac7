import { describe, expect, it } from 'vitest'
import { effectiveAt, pathOf, WHOLE } from './effective.ts'
import { declarationOf, problemWith, SETTINGS, type SettingKey } from './settings.ts'
import { terminalOf } from './terminal.ts'

describe('[A2-01] settings', () => {
  it('every default may itself be set', () => {
    for (const key of Object.keys(SETTINGS) as SettingKey[]) expect([key, problemWith(declarationOf(key), SETTINGS[key].default)]).toEqual([key, undefined])
  })

  it('the nearest value on the way up wins', () => {
    const parents = new Map([['branch', 'main'], ['main', null]])
    const path = pathOf(parents, 'branch')
    expect(path).toEqual(['branch', 'main', WHOLE])
    const at = (values: [string, unknown][]) => effectiveAt({ default: true }, new Map(values), path)
    expect(at([])).toEqual({ value: true, source: 'DEFAULT', node: null })
    expect(at([[WHOLE, false]])).toEqual({ value: false, source: 'INHERITED', node: WHOLE })
    expect(at([[WHOLE, false], ['main', true]])).toEqual({ value: true, source: 'INHERITED', node: 'main' })
    expect(at([['main', true], ['branch', false]])).toEqual({ value: false, source: 'OWN', node: 'branch' })
  })

  it('a loop in the tree ends', () => {
    expect(pathOf(new Map([['a', 'b'], ['b', 'a']]), 'a')).toEqual(['a', 'b', WHOLE])
  })

  it('refuses what is not of its kind, and a colour that cannot be read', () => {
    const wrong: [SettingKey, unknown][] = [
      ['registration.open', 'yes'], ['patients.limit', 0], ['patients.limit', 2.5], ['patients.limit', '8'], ['terminal.realName', 'toString'],
      ['registration.closedText', ' '], ['registration.closedText', '停'.repeat(101)], ['hospital.brandColor', 'red'], ['hospital.brandColor', '#ffee00'],
    ]
    for (const [key, value] of wrong) expect([key, value, typeof problemWith(declarationOf(key), value)]).toEqual([key, value, 'string'])
  })
})

it('[A2-02] a terminal is known by how its browser names itself', () => {
  expect(terminalOf('Mozilla/5.0 (iPhone) MicroMessenger/8.0.50')).toBe('WECHAT_OA')
  expect(terminalOf('Mozilla/5.0 (iPhone) MicroMessenger/8.0.50 miniProgram/wx1')).toBe('WECHAT_MINI')
  expect(terminalOf('Mozilla/5.0 (Linux) AlipayClient/10.5')).toBe('ALIPAY_MINI')
  for (const other of ['Mozilla/5.0 (iPhone) Safari', '', null, undefined]) expect(terminalOf(other)).toBe('H5')
})

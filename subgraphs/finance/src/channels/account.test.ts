import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { openScenario, type Scenario } from '../../test/scenario.ts'
import { channelAccount, institutionPlace } from '../tables.ts'
import { accountsInForce } from './account.ts'
import { FILE_ACCOUNT_ID } from './channels.ts'
import { fingerprintOf, openSecrets, sealSecrets } from './secrets.ts'

let s: Scenario
const [main, branch, ward, other] = [newId(), newId(), newId(), newId()]

beforeAll(async () => {
  s = await openScenario()
  await s.deliver('directory.changed', {
    institutions: [[main, null], [branch, main], [ward, branch], [other, null]].map(([id, parentId]) => ({ id: id!, parentId: parentId!, name: '院区', hisId: null, enabled: true, latitude: null, longitude: null, fenceMeters: 300 })),
    departments: [], practitioners: [],
  })
})
afterAll(() => s.close())

const open = async (channel: 'WECHATPAY' | 'ALIPAY', institutionId: string | null, enabled = true) => {
  const id = newId()
  await s.house().db.insert(channelAccount).values({ id, channel, institutionId, enabled, name: '账号', parameters: {}, secretMarks: {}, createdAt: s.clock.now(), updatedAt: s.clock.now() })
  return id
}
const inForce = async (institutionId: string | null) => Object.fromEntries(await accountsInForce(s.house(), institutionId))

describe('[A3-01] the account that an institution is paid by', () => {
  it('is its own, or the nearest above, or the whole hospital\'s', async () => {
    const [wide, own] = [await open('ALIPAY', null), await open('ALIPAY', branch)]
    expect(await inForce(ward)).toEqual({ WECHATPAY: FILE_ACCOUNT_ID, ALIPAY: own })
    expect(await inForce(main)).toEqual({ WECHATPAY: FILE_ACCOUNT_ID, ALIPAY: wide })
    expect(await inForce(other)).toEqual({ WECHATPAY: FILE_ACCOUNT_ID, ALIPAY: wide })
    expect(await inForce(null)).toEqual({ WECHATPAY: FILE_ACCOUNT_ID, ALIPAY: wide })
    expect(await inForce(newId())).toEqual({ WECHATPAY: FILE_ACCOUNT_ID, ALIPAY: wide })
  })

  it('is none that is not in use, and an institution has one in use at a channel', async () => {
    await open('WECHATPAY', other, false)
    expect((await inForce(other)).WECHATPAY).toBe(FILE_ACCOUNT_ID)
    await open('WECHATPAY', other)
    await expect(open('WECHATPAY', other)).rejects.toThrow()
    await expect(open('WECHATPAY', null)).rejects.toThrow()
  })

  it('a move of an institution in the tree moves what it inherits; an event without the tree leaves it', async () => {
    const [own] = await s.house().db.select().from(channelAccount).then((rows) => rows.filter(({ institutionId }) => institutionId === branch))
    const row = { id: ward, name: '院区', hisId: null, enabled: true, latitude: null, longitude: null, fenceMeters: 300 }
    await s.deliver('directory.changed', { institutions: [{ ...row, parentId: other }], departments: [], practitioners: [] })
    expect((await inForce(ward)).ALIPAY).not.toBe(own!.id)
    await s.deliver('directory.changed', { institutions: [row], departments: [], practitioners: [] })
    expect((await s.house().db.select().from(institutionPlace)).find(({ id }) => id === ward)!.parentId).toBe(other)
  })
})

it('[A3-01] secrets are sealed by a key that the seal names; another key does not open them', () => {
  const { keys } = s.house()
  const sealed = sealSecrets({ keys }, { apiV3Key: 'a secret' })
  expect(sealed).toMatch(/^v1\./)
  expect(sealed).not.toContain('a secret')
  expect(openSecrets({ keys }, { secretsSealed: sealed })).toEqual({ apiV3Key: 'a secret' })
  const rotated = { ...keys, personalKeyId: 'v2', dataKey: Buffer.alloc(32, 7).toString('base64url'), otherPersonalKeys: { v1: { dataKey: keys.dataKey, blindIndexKey: keys.blindIndexKey } } }
  expect(openSecrets({ keys: rotated }, { secretsSealed: sealed })).toEqual({ apiV3Key: 'a secret' })
  expect(() => openSecrets({ keys: { ...rotated, otherPersonalKeys: {} } }, { secretsSealed: sealed })).toThrow()
  expect(fingerprintOf('a secret')).toMatch(/^[0-9a-f]{12}$/)
})

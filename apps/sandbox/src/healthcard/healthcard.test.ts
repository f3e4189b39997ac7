import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConnectors, type ConnectorsConfiguration } from '@hospital/connectors/configuration'
import type { HealthCardChannel, RegisterInput } from '@hospital/connectors/healthcard/port'
import { openScene, type Scene } from '../../test/scene.ts'
import { idCardWith } from '../his/validation.ts'

let scene: Scene
let tencent: HealthCardChannel
let token: string
beforeAll(async () => {
  scene = await openScene()
  tencent = scene.healthCards.channels[0]!
  token = (await tencent.getToken()).value
})
afterAll(() => scene.remove())

let people = 0
const person = (): RegisterInput => ({ name: '周文静', gender: 'FEMALE', nation: '汉族', birthDate: '1985-03-12', idCard: idCardWith(`33010919850312${String(++people).padStart(3, '0')}`), phone: '13800000001', recordNumber: `YX${people}` })
const userCode = async (cardId?: string) => (await scene.control<{ code: string }>('healthcard/user-codes', { cardId })).code
const scan = (text: string) => scene.control<{ name: string; recordNumber: string }>('healthcard/scan', { text })

describe('[A1-11] the health card platform', () => {
  it('kills a token by giving out another', async () => {
    const other = (await tencent.getToken()).value
    await expect(tencent.register(token, person())).rejects.toMatchObject({ kind: 'REFUSED', code: 'TOKEN_INVALID' })
    token = other
    await scene.control('clock/advance', { ms: 7_200_001 })
    await expect(tencent.bind(token, { cardId: 'x', recordNumber: 'x' })).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
    token = (await tencent.getToken()).value
  })

  it('takes a code of a person once, within half an hour, and only with a card that was given', async () => {
    const one = person()
    const code = await userCode()
    await expect(tencent.register(token, { ...one, userCode: code, birthDate: '1985-03-13' })).rejects.toMatchObject({ code: 'PERSON_REFUSED' })
    const card = await tencent.register(token, { ...one, userCode: code })
    await expect(tencent.register(token, { ...one, userCode: code })).rejects.toMatchObject({ code: 'USER_CODE_USED' })
    const late = await userCode()
    await scene.control('clock/advance', { ms: 1_800_001 })
    await expect(tencent.register(token, { ...one, userCode: late })).rejects.toMatchObject({ code: 'USER_CODE_EXPIRED' })
    expect(await tencent.register(token, { ...one, userCode: await userCode() })).toEqual(card)
    expect(await tencent.findByHealthCode(token, await userCode(card.cardId))).toEqual({ ...card, idCard: one.idCard, name: one.name })
  })

  it('gives codes that are good once and for a minute; a reader learns whose record it is', async () => {
    const one = person()
    const { cardId } = await tencent.register(token, { ...one, userCode: await userCode() })
    await tencent.bind(token, { cardId, recordNumber: 'YX20000001' })
    const { text } = await tencent.getDynamicCode(token, { cardId, idCard: one.idCard })
    expect(await scan(text)).toMatchObject({ name: '周文静', recordNumber: 'YX20000001' })
    await expect(scan(text)).rejects.toThrow('已使用')
    const stale = await tencent.getDynamicCode(token, { cardId, idCard: one.idCard })
    await scene.control('clock/advance', { ms: 60_000 })
    await expect(scan(stale.text)).rejects.toThrow('已过期')
    await expect(scan(`${cardId}:1`)).rejects.toThrow('不是动态健康码')
    await expect(tencent.getDynamicCode(token, { cardId, idCard: person().idCard })).rejects.toMatchObject({ code: 'PERSON_REFUSED' })
  })

  it('keeps a usage once, however often it is told', async () => {
    const { cardId } = await tencent.register(token, { ...person(), userCode: await userCode() })
    const usage = { cardId, scene: 'BOOK' as const, at: new Date(), reference: 'u1' }
    await tencent.reportUsage(token, usage)
    await tencent.reportUsage(token, usage)
    expect((await scene.look('healthcard/usages')).filter(({ reference }) => reference === 'u1')).toMatchObject([{ times: 2 }])
  })

  it('a channel more is a line of configuration; a wrong secret is refused', async () => {
    const merchant = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
    const [one, two] = merchant.healthCards as [ConnectorsConfiguration['healthCards'][number], ConnectorsConfiguration['healthCards'][number]]
    const file = join(scene.directory, 'other.json')
    writeFileSync(file, JSON.stringify({ ...merchant, healthCards: [{ ...one, appSecret: 'wrong' }, { ...two, code: 'REGION', label: '云溪健康卡' }] }))
    const connectors = loadConnectors({ file, sandboxUrl: scene.url })
    const [wrong, region] = connectors.healthCards.channels as [HealthCardChannel, HealthCardChannel]
    await expect(wrong.getToken()).rejects.toMatchObject({ kind: 'REFUSED', code: 'SIGNATURE' })
    expect([region.label, region.authorizeUrl('http://x')]).toEqual(['云溪健康卡', null])
    const card = await region.register((await region.getToken()).value, person())
    expect(card.cardId).toMatch(/^[0-9A-F]{64}$/)
    await connectors.disconnect()
  })
})

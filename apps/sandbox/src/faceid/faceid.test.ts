import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { createFaceId, type FaceIdConfiguration } from '@hospital/connectors/faceid/adapter'
import { openScene, type Scene } from '../../test/scene.ts'
import { OUTCOMES } from './checks.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.remove())

const PERSON = { name: '周文静', idCard: '330109198503126226', returnUrl: 'http://127.0.0.1:9/back?check=1', reference: 'r1' }

async function withKeys<T>(change: Partial<FaceIdConfiguration>, work: (adapter: ReturnType<typeof createFaceId>) => Promise<T>): Promise<T> {
  const { faceid } = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
  const adapter = createFaceId({ baseUrl: `${scene.url}/faceid`, keys: { ...faceid, ...change } })
  try {
    return await work(adapter)
  } finally {
    await adapter.disconnect()
  }
}

it('a check is unfinished until somebody stood before the camera, and is decided once', async () => {
  const { token, url } = await scene.faceid.openCheck(PERSON)
  expect(await scene.faceid.readCheck(token)).toEqual({ state: 'UNFINISHED' })
  const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'PASS' }), redirect: 'manual' })
  expect(back.headers.get('location')).toBe(`${PERSON.returnUrl}&BizToken=${token}`)
  await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'NOT_ALIVE' }), redirect: 'manual' })
  expect(await scene.faceid.readCheck(token)).toEqual({ state: 'PASSED', idCard: PERSON.idCard, name: PERSON.name, reference: 'r1' })
})

it.each([['OTHER_FACE', { state: 'FAILED', reason: 'OTHER_FACE' }], ['NOT_ALIVE', { state: 'FAILED', reason: 'NOT_ALIVE' }], ['CANCELLED', { state: 'FAILED', reason: 'CANCELLED' }], ['OTHER_CARD', { state: 'PASSED', name: '陌生人' }]] as const)('%s is told as it was', async (outcome, told) => {
  expect(Object.keys(OUTCOMES)).toContain(outcome)
  const { token } = await scene.faceid.openCheck(PERSON)
  await scene.control(`faceid/checks/${token}`, { outcome })
  expect(await scene.faceid.readCheck(token)).toMatchObject(told)
})

it('a page is open for two hours, a result for three days', async () => {
  const { token } = await scene.faceid.openCheck(PERSON)
  await scene.control('clock/advance', { ms: 7_200_001 })
  await expect(scene.control(`faceid/checks/${token}`, { outcome: 'PASS' })).rejects.toThrow('over')
  expect(await scene.faceid.readCheck(token)).toEqual({ state: 'UNFINISHED' })
  await scene.control('clock/advance', { ms: 3 * 86_400_000 })
  await expect(scene.faceid.readCheck(token)).rejects.toMatchObject({ kind: 'REFUSED', code: 'TOKEN_UNKNOWN' })
})

it('wrong secrets and a foreign flow are refused', async () => {
  await expect(withKeys({ secretKey: 'wrong' }, (adapter) => adapter.openCheck(PERSON))).rejects.toMatchObject({ kind: 'REFUSED', code: 'AuthFailure.SignatureFailure' })
  await expect(withKeys({ ruleId: '9' }, (adapter) => adapter.openCheck(PERSON))).rejects.toMatchObject({ code: 'InvalidParameterValue.RuleIdNotExist' })
  await expect(scene.faceid.readCheck('none')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectorsFile, loadConnectors } from '@hospital/connectors/configuration'
import { givenPatient, givenSlot, openMerchant, openScene } from '../test/scene.ts'
import { createSandbox } from './app.ts'

describe('the sandbox', () => {
  it('refuses production, and its keys do too', async () => {
    await expect(createSandbox({ directory: '/nowhere', environment: 'production' })).rejects.toThrow('production')
    const scene = await openScene()
    const file = join(scene.directory, 'merchant.json')
    expect(() => loadConnectors({ file, sandboxUrl: scene.url, production: true })).toThrow('Production')
    expect(() => loadConnectors({ file: '/nowhere/x.json' })).toThrow('start the sandbox first')
    expect(connectorsFile({ HOSPITAL_DATA_DIR: '/data' })).toBe('/data/sandbox/merchant.json')
    await scene.remove()
  })

  it('keeps keys, patients, locks, orders and waiting callbacks across a restart', async () => {
    let scene = await openScene()
    const merchant = await openMerchant()
    const [slot, patient] = [await givenSlot(scene, 1), await givenPatient(scene, '赵敏')]
    await scene.his.lockSlot({ slotId: slot.id, patientId: patient.hisPatientId, clientReference: 'kept', until: new Date(Date.now() + 900_000) })
    await scene.wechatpay.createNative({ outTradeNo: 'KEPT0001', amountFen: 100, description: '挂号费', expiresAt: new Date(Date.now() + 900_000), notifyUrl: merchant.notifyUrl })
    await scene.control('wechatpay/hold', { hold: true })
    await scene.control('pay/KEPT0001')
    scene = await scene.restart()
    expect(await scene.his.findAppointment('kept')).toMatchObject({ status: 'LOCKED', slotId: slot.id })
    expect(await scene.his.findPatient({ idCard: patient.idCard })).toMatchObject({ hisPatientId: patient.hisPatientId })
    expect(await scene.wechatpay.query('KEPT0001')).toMatchObject({ state: 'SUCCESS' })
    expect(merchant.received).toHaveLength(0)
    await scene.control('wechatpay/hold', { hold: false })
    await expect.poll(() => merchant.received.length).toBe(1)
    await merchant.close()
    await scene.remove()
  })

  it('rolls on: a day later there is one more day of clinics', async () => {
    const scene = await openScene()
    const { schedules: daysNow } = await scene.his.listSchedules({ from: '2020-01-01', to: '2099-01-01', departmentCode: '03.04' })
    await scene.control('clock/advance', { ms: 86_400_000 })
    const { schedules: daysThen } = await scene.his.listSchedules({ from: '2020-01-01', to: '2099-01-01', departmentCode: '03.04' })
    expect(new Set(daysThen.map(({ day }) => day)).size).toBe(new Set(daysNow.map(({ day }) => day)).size + 1)
    await scene.remove()
  })

  it('reset is as on the first day, with the same keys', async () => {
    const scene = await openScene()
    const patient = await givenPatient(scene, '李强')
    await scene.control('reset')
    expect(await scene.his.findPatient({ idCard: patient.idCard })).toBeNull()
    expect((await scene.his.listPractitioners()).total).toBe(220)
    await scene.remove()
  })

  it('killed with -9 in the middle of work keeps what it answered', async () => {
    const data = await mkdtemp(join(tmpdir(), 'sandbox-kill-'))
    const start = async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'server.ts')], { env: { ...process.env, NODE_ENV: 'test', HOSPITAL_DATA_DIR: data, PORT_OFFSET: '-4900' }, stdio: ['ignore', 'pipe', 'inherit'] })
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      return { child, url: /http:\S+/.exec(line.toString())![0] }
    }
    const connect = (sandboxUrl: string) => loadConnectors({ file: join(data, 'sandbox', 'merchant.json'), sandboxUrl })
    const first = await start()
    const before = connect(first.url)
    const sent = await before.sms.sendSms({ phone: '13800000001', templateId: 'SIGN_IN_CODE', params: ['1', '5'] })
    await before.wechatpay.createNative({ outTradeNo: 'KILLED01', amountFen: 1, description: 'x', expiresAt: new Date(Date.now() + 900_000), notifyUrl: 'http://127.0.0.1:1/x' })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    await before.disconnect()
    const second = await start()
    const after = connect(second.url)
    expect(await after.wechatpay.query('KILLED01')).toMatchObject({ state: 'NOTPAY', amountFen: 1 })
    const outbox = (await (await fetch(`${second.url}/_control/sms`)).json()) as { serialNo: string }[]
    expect(outbox[0]?.serialNo).toBe(sent.serialNo)
    second.child.kill('SIGTERM')
    await once(second.child, 'exit')
    await after.disconnect()
    await rm(data, { recursive: true, force: true })
  })
})

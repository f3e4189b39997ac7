import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sm2 } from 'sm-crypto-v2'
import { seal } from '@hospital/connectors/insurance/envelope'
import type { Patient } from '@hospital/connectors/his/fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { World } from '../app.ts'
import { keepPayTable, payTable, type PayTable } from '../insurance/pay-table.ts'
import { ControlError, jsonOf } from './routes.ts'

/** The insured, the insurer's table, and refusals on demand; and the accounts of hospital cards. */
export async function insuranceControl(app: FastifyInstance, { world: { insurance, hospital, cards } }: { world: World }) {
  const { insurer, notices, tricks } = insurance
  app.get('/_control/insurance/orders', () => insurer.list().map(({ idCard: _person, payToken: _token, ...order }) => order))
  app.get('/_control/insurance/notices', () => notices.list())
  app.post('/_control/insurance/vouchers', (request) => {
    const { name, expired } = jsonOf<{ name?: string; expired?: boolean }>(request)
    const person = insurer.insured().find((one) => one.name[0]?.text === name)
    if (!person) throw new ControlError('Nobody of that name is insured')
    const ecToken = insurer.giveVoucher(identifierOf(person, systems.idCard)!)
    if (expired) insurer.expireVouchers()
    return { ecToken }
  })
  app.post('/_control/insurance/table', (request) => {
    keepPayTable(hospital.database, jsonOf<Partial<PayTable>>(request))
    return payTable(hospital.database)
  })
  app.post('/_control/insurance/answers', (request) => {
    const { call, bizCode, times = 1 } = jsonOf<{ call?: string; bizCode?: string; times?: number }>(request)
    if (!call || !/^6\d{3}$/.test(call) || !bizCode) throw new ControlError('call is 6201 and so on; bizCode a code, or SPLIT for parts that do not make the whole')
    tricks.set(call, { bizCode, times })
    return { call, bizCode, times }
  })
  app.post('/_control/insurance/hold', (request) => {
    const held = jsonOf<{ hold?: boolean }>(request).hold === true
    notices.hold(held)
    return { held }
  })

  /** A report that goes wrong on purpose, sent to an address. */
  app.post('/_control/insurance/callback', async (request) => {
    const { url, trick } = jsonOf<{ url?: string; trick?: string }>(request)
    if (!url?.startsWith('http://127.0.0.1')) throw new ControlError('url is an address of this machine')
    const own = insurance.keys
    const other = sm2.generateKeyPairHex()
    const ends = trick === 'forged' ? { ...own, privateKey: other.privateKey, publicKey: other.publicKey } : trick === 'wrong-app' ? { ...own, appId: 'another' } : own
    const at = trick === 'stale' ? Date.now() - 3_600_000 : Date.now()
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(seal({ callId: randomUUID(), callType: 'SETTLE', medOrgOrd: 'WAIBU0001', ordStas: '6' }, ends, at)) })
    return { status: answer.status }
  })

  app.get('/_control/his/cards', () => cards.list())
  app.post('/_control/his/cards/pay-in', (request) => {
    const { name, amountFen } = jsonOf<{ name?: string; amountFen?: number }>(request)
    const [person] = hospital.database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'Patient' ORDER BY key DESC`).map(({ json }) => JSON.parse(json) as Patient).filter((one) => one.name[0]?.text === name)
    if (!person || !Number.isSafeInteger(amountFen) || amountFen! <= 0) throw new ControlError('name of a person, and amountFen above zero')
    return cards.payIn(person.id!, amountFen!)
  })
}

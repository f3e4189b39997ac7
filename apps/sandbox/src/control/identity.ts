import type { FastifyInstance } from 'fastify'
import type { Appointment, Patient } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { World } from '../app.ts'
import { OUTCOMES, type Outcome } from '../faceid/checks.ts'
import { HealthCardError } from '../healthcard/errors.ts'
import { ControlError, jsonOf } from './routes.ts'

/** Before the camera and at the hospital's card reader. */
export async function identityControl(app: FastifyInstance, { world: { checks, healthCards, hospital } }: { world: World }) {
  app.get('/_control/faceid/checks', () => checks.list().map(({ token, name, openedAt, outcome, extra }) => ({ token, name, openedAt, outcome, reference: extra })))
  app.post<{ Params: { token: string } }>('/_control/faceid/checks/:token', (request) => {
    const { outcome } = jsonOf<{ outcome?: Outcome }>(request)
    if (!outcome || !Object.hasOwn(OUTCOMES, outcome)) throw new ControlError(`outcome is one of ${Object.keys(OUTCOMES).join(', ')}`)
    if (!checks.finish(request.params.token, outcome)) throw new ControlError('No such check, or it is over')
    return { token: request.params.token, outcome }
  })

  app.get('/_control/healthcard/cards', () => healthCards.cards().map(({ cardId, name, patid }) => ({ cardId, name, patid })))
  app.get('/_control/healthcard/usages', () => healthCards.usages())
  app.get('/_control/healthcard/tokens', () => healthCards.tokensIssued())
  app.post('/_control/healthcard/user-codes', (request) => {
    const { cardId } = jsonOf<{ cardId?: string }>(request)
    return { code: healthCards.giveUserCode(cardId ? 'health' : 'wechat', cardId ?? null) }
  })
  /** Somebody else fetches a token: that of the hospital is dead. */
  app.post('/_control/healthcard/tokens/kill', () => {
    for (const { appId } of healthCards.tokensIssued()) healthCards.newToken(appId)
    return {}
  })

  /** A terminal reads a code: whose it is, and what the hospital has for them. */
  app.post('/_control/healthcard/scan', (request) => {
    const { text } = jsonOf<{ text?: string }>(request)
    try {
      const { name, patid } = healthCards.verify((text ?? '').trim())
      const [record] = patid ? hospital.store.findBy<Patient>('Patient', 'identifier', `${systems.recordNumber}|${patid}`) : []
      const appointments = record ? hospital.store.findBy<Appointment>('Appointment', 'patient', `Patient/${record.id}`) : []
      return { name, recordNumber: patid, appointments: appointments.map(({ status, start }) => ({ status, start })) }
    } catch (error) {
      if (!(error instanceof HealthCardError)) throw error
      throw Object.assign(new ControlError(REFUSALS[error.resultCode] ?? error.message), { code: String(error.resultCode) })
    }
  })
}

const REFUSALS: Readonly<Record<number, string>> = { [-10041]: '不是动态健康码', [-10042]: '该健康码已使用', [-10043]: '该健康码已过期' }

import type { FastifyInstance } from 'fastify'
import type { Patient } from '@hospital/connectors/his/fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { World } from '../app.ts'
import { issueBill, moveInvoice, reviseInvoice, type BillLine } from '../his/bills.ts'
import { departmentId } from '../his/departments.ts'
import { handOut, pharmacyCounter, takeBack } from '../his/pharmacy.ts'
import { addUp, admit, discharge } from '../his/stays.ts'
import { ControlError, jsonOf } from './routes.ts'

interface ById {
  Params: { id: string }
}

/** The cash desk at the hospital: writes bills, takes money past us, admits and discharges. */
export async function billingControl(app: FastifyInstance, { world: { hospital } }: { world: World }) {
  const { database, store } = hospital
  const patientOf = (idCard?: string) => {
    const [patient] = idCard ? store.findBy<Patient>('Patient', 'identifier', `${systems.idCard}|${idCard}`) : []
    if (!patient) throw new ControlError('idCard of a known person is required')
    return patient.id!
  }
  const listed = (type: string) => database.all<{ json: string }>('SELECT json FROM resource WHERE type = ? ORDER BY id DESC LIMIT 200', type).map(({ json }) => JSON.parse(json) as { identifier?: [] })

  app.get('/_control/his/bills', () => listed('Invoice'))
  app.get('/_control/his/stays', () => listed('Account'))
  /** All that platforms and counters have paid in. */
  app.get('/_control/his/receipts', () => listed('PaymentNotice').map((notice) => ({ ...notice, reference: identifierOf(notice, systems.clientReference) })))

  app.post('/_control/his/bills', (request) => {
    const { idCard, title = '检验检查', site = 'main', lines, encounterId } = jsonOf<{ idCard?: string; title?: string; site?: 'main' | 'east'; lines?: BillLine[]; encounterId?: string }>(request)
    const fallback = [{ item: '血常规五分类', category: '检验费', quantity: 1, unit: '次', priceFen: 2_500 }]
    return database.transaction(() => issueBill(hospital, { patientId: patientOf(idCard), departmentId: departmentId(site, '03.04'), practitionerName: '何静', title, lines: lines ?? fallback, encounterId }))
  })
  app.post<ById>('/_control/his/bills/:id/pay', ({ params }) => database.transaction(() => moveInvoice(hospital, params.id, 'balanced')))
  app.post<ById>('/_control/his/bills/:id/cancel', ({ params }) => database.transaction(() => moveInvoice(hospital, params.id, 'cancelled')))
  app.post<ById>('/_control/his/bills/:id/revise', (request) => database.transaction(() => reviseInvoice(hospital, request.params.id, jsonOf<{ extraFen?: number }>(request).extraFen ?? 100)))

  app.get('/_control/his/pharmacy', () => pharmacyCounter(hospital))
  app.post<ById>('/_control/his/bills/:id/hand-out', ({ params }) => database.transaction(() => handOut(hospital, params.id)))
  app.post<ById>('/_control/his/bills/:id/take-back', ({ params }) => database.transaction(() => takeBack(hospital, params.id)))

  app.post('/_control/his/stays', (request) => {
    const { idCard, ...rest } = jsonOf<{ idCard?: string; daysAgo?: number; depositFen?: number }>(request)
    return database.transaction(() => admit(hospital, { patientId: patientOf(idCard), ...rest }))
  })
  app.post<ById>('/_control/his/stays/:id/discharge', ({ params }) => database.transaction(() => discharge(hospital, params.id)))
  /** The account says another sum than its charges. */
  app.post<ById>('/_control/his/stays/:id/skew', (request) => {
    database.transaction(() => addUp(hospital, request.params.id, extensions.chargedFen, jsonOf<{ fen?: number }>(request).fen ?? 1))
    return {}
  })
}

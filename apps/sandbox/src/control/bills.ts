import type { FastifyInstance } from 'fastify'
import type { World } from '../app.ts'
import { billParties, billTricks, type BillParty, type BillTrick } from '../bill-tricks.ts'
import { giveBackPart, serveBill } from '../his/money.ts'
import { ControlError, jsonOf } from './routes.ts'

/** Bills that go wrong on purpose, and what the hospital has handed out already. */
export async function billsControl(app: FastifyInstance, { world: { bills, hospital } }: { world: World }) {
  app.post<{ Params: { party: string } }>('/_control/bills/:party', (request) => {
    const party = request.params.party as BillParty
    const trick = jsonOf<Partial<BillTrick>>(request)
    if (!billParties.includes(party)) throw new ControlError(`one of ${billParties.join(', ')}`)
    if (!trick.trick || !billTricks.includes(trick.trick)) throw new ControlError(`trick is one of ${billTricks.join(', ')}`)
    bills.arm(party, trick as BillTrick)
    return { party, ...trick }
  })
  app.post('/_control/bills/clear', () => {
    bills.clear()
    return {}
  })
  app.post<{ Params: { id: string } }>('/_control/his/bills/:id/serve', ({ params }) => hospital.database.transaction(() => serveBill(hospital, params.id)))
  app.post<{ Params: { reference: string } }>('/_control/his/registrations/:reference/give-back', (request) => {
    const { fen } = jsonOf<{ fen?: number }>(request)
    if (!Number.isSafeInteger(fen) || fen! <= 0) throw new ControlError('fen above zero')
    return hospital.database.transaction(() => giveBackPart(hospital, request.params.reference, fen!))
  })
}

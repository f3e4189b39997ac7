import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Parameters } from '@hospital/connectors/his/card.fhir'
import type { CardAccounts, CardMovement } from './card-accounts.ts'
import { malformed, notFound } from './outcome.ts'

interface OfPatient {
  Params: { id: string }
}

/** FHIR operations on the account of a patient's hospital card. */
export async function cardRoutes(app: FastifyInstance, { cards }: { cards: CardAccounts }) {
  const mime = 'application/fhir+json; charset=utf-8'
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.type(mime)
    return payload
  })

  app.get<OfPatient>('/Patient/:id/$card-balance', ({ params: { id } }) => {
    cards.requireCard(id)
    return print([{ name: 'balanceFen', valueInteger: cards.balanceOf(id) }])
  })
  app.post<OfPatient>('/Patient/:id/$card-top-up', (request) => {
    const { reference, amountFen } = asked(request)
    return printed(cards.topUp(request.params.id, reference, amountFen))
  })
  app.post<OfPatient>('/Patient/:id/$card-charge', (request) => {
    const { reference, amountFen } = asked(request)
    return printed(cards.charge(request.params.id, reference, amountFen))
  })
  app.post<OfPatient>('/Patient/:id/$card-give-up', (request) => {
    const { reference, amountFen } = asked(request)
    return printed(cards.giveUp(request.params.id, reference, amountFen))
  })
  app.post('/$card-reverse', (request) => {
    const { reference, amountFen, of } = asked(request)
    if (!of) throw malformed('of is required')
    return printed(cards.reverse(of, reference, amountFen))
  })
  app.get<{ Querystring: { reference?: string } }>('/$card-movement', ({ query }) => {
    const movement = cards.find(query.reference ?? '')
    if (!movement) throw notFound('Movement')
    return printed(movement)
  })
}

const print = (parameter: Parameters['parameter']): string => JSON.stringify({ resourceType: 'Parameters', parameter } satisfies Parameters)

const printed = ({ reference, kind, amountFen, state, serial, at }: CardMovement) => print([
  { name: 'reference', valueString: reference }, { name: 'kind', valueString: kind }, { name: 'state', valueString: state }, { name: 'serial', valueString: serial },
  { name: 'amountFen', valueInteger: amountFen }, { name: 'at', valueInstant: new Date(at).toISOString() },
])

function asked(request: FastifyRequest): { reference: string; amountFen: number; of: string | null } {
  try {
    const { parameter } = JSON.parse((request.body as Buffer).toString('utf8')) as Parameters
    const text = (name: string) => parameter.find((one) => one.name === name)?.valueString ?? null
    const amountFen = parameter.find((one) => one.name === 'amountFen')?.valueInteger
    const reference = text('reference')
    if (reference && Number.isSafeInteger(amountFen) && amountFen! > 0) return { reference, amountFen: amountFen!, of: text('of') }
  } catch {
    // Said below, as for parameters that are missing.
  }
  throw malformed('reference and amountFen are required')
}

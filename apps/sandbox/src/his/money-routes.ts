import type { FastifyInstance } from 'fastify'
import type { Parameters } from '@hospital/connectors/his/card.fhir'
import type { BillParty, BillTricks } from '../bill-tricks.ts'
import type { Hospital } from './appointments.ts'
import { cardStatementBetween, findRefund, refundPayment, statementBetween, type RefundRow, type StatementLine } from './money.ts'
import { HisError, malformed, notFound } from './outcome.ts'

interface Span {
  Querystring: { from?: string; to?: string }
}

/** FHIR operations on the money that a platform brought: its statement, and what is taken back. */
export async function moneyRoutes(app: FastifyInstance, { hospital, bills }: { hospital: Hospital; bills: BillTricks }) {
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.type('application/fhir+json; charset=utf-8')
    return payload
  })

  const statement = (path: string, party: BillParty, between: (hospital: Hospital, from: number, to: number) => StatementLine[]) =>
    app.get<Span>(path, ({ query }) => {
      const [from, to] = [Date.parse(query.from ?? ''), Date.parse(query.to ?? '')]
      if (Number.isNaN(from) || Number.isNaN(to)) throw malformed('from and to are required')
      if (bills.notReady(party)) throw new HisError(503, [{ severity: 'error', code: 'transient', diagnostics: 'The day is still being added up' }])
      return bills.cut(party, Buffer.from(print(bills.bend(party, between(hospital, from, to)))))
    })
  statement('/$platform-statement', 'his', statementBetween)
  statement('/$card-statement', 'card', cardStatementBetween)

  app.post('/$payment-refund', (request) => {
    const { of, reference, amountFen } = asked(request.body)
    return printRefund(refundPayment(hospital, of, reference, amountFen))
  })
  app.get<{ Querystring: { reference?: string } }>('/$payment-refund', ({ query }) => {
    const found = findRefund(hospital, query.reference ?? '')
    if (!found) throw notFound('Refund')
    return printRefund(found)
  })
}

const text = (parameter: Parameters['parameter']) => JSON.stringify({ resourceType: 'Parameters', parameter } satisfies Parameters)

const print = (lines: StatementLine[]) => text([
  { name: 'total', valueInteger: lines.length },
  ...lines.map(({ kind, direction, number, channelNo, fen }) => ({ name: 'line', part: [
    { name: 'kind', valueString: kind }, ...(direction ? [{ name: 'direction', valueString: direction }] : []), { name: 'reference', valueString: number },
    { name: 'serial', valueString: channelNo }, { name: 'amountFen', valueInteger: fen },
  ] })),
])

const printRefund = ({ reference, fen, serial, at }: RefundRow) => text([
  { name: 'reference', valueString: reference }, { name: 'amountFen', valueInteger: fen }, { name: 'serial', valueString: serial }, { name: 'at', valueInstant: new Date(at).toISOString() },
])

function asked(body: unknown): { of: string; reference: string; amountFen: number } {
  try {
    const { parameter } = JSON.parse((body as Buffer).toString('utf8')) as Parameters
    const of = parameter.find(({ name }) => name === 'of')?.valueString
    const reference = parameter.find(({ name }) => name === 'reference')?.valueString
    const amountFen = parameter.find(({ name }) => name === 'amountFen')?.valueInteger
    if (of && reference && Number.isSafeInteger(amountFen) && amountFen! > 0) return { of, reference, amountFen: amountFen! }
  } catch {
    // Said below, as for parameters that are missing.
  }
  throw malformed('of, reference and amountFen are required')
}

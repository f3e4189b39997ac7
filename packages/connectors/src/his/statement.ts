import { parameterOf, parameters, type Parameters } from './card.fhir.ts'
import { garbage, type FhirClient } from './client.ts'
import type { HisCardLine, HisRefund, HisStatementLine, HisStatementPort } from './statement.port.ts'

export const statements = (client: FhirClient): HisStatementPort => ({
  statement: (span) => lines(client, '$platform-statement', span, (line): HisStatementLine => ({
    kind: one(KINDS, textOf(line, 'kind')), direction: one(DIRECTIONS, textOf(line, 'direction')),
    reference: textOf(line, 'reference'), amountFen: parameterOf(line, 'amountFen', 'valueInteger'), serial: textOf(line, 'serial'),
  })),
  cardStatement: (span) => lines(client, '$card-statement', span, (line): HisCardLine => ({
    kind: one(CARD_KINDS, textOf(line, 'kind')), reference: textOf(line, 'reference'), amountFen: parameterOf(line, 'amountFen', 'valueInteger'), serial: textOf(line, 'serial'),
  })),
  async refundPayment({ paymentReference, reference, amountFen }) {
    return toRefund(await client.invoke<Parameters>('Parameters', '$payment-refund', parameters({ of: paymentReference, reference }, amountFen)), reference)
  },
  async findRefund(reference) {
    const answer = await client.ask<Parameters>('Parameters', `$payment-refund?reference=${encodeURIComponent(reference)}`)
    return answer && toRefund(answer, reference)
  },
})

const KINDS = ['REGISTRATION', 'OUTPATIENT_BILL', 'DEPOSIT', 'CARD_TOP_UP'] as const
const DIRECTIONS = ['PAID', 'REFUNDED'] as const
const CARD_KINDS = ['CHARGE', 'REVERSAL'] as const

const textOf = (line: Pick<Parameters, 'parameter'>, name: string) => parameterOf(line, name, 'valueString')

function one<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((each) => each === value)
  if (!found) throw new Error(`${value} is not known`)
  return found
}

/** A statement says how many lines it has: one that was cut short is no statement. */
async function lines<Line>(client: FhirClient, operation: string, { from, to }: { from: Date; to: Date }, read: (line: Pick<Parameters, 'parameter'>) => Line): Promise<Line[]> {
  const answer = await client.ask<Parameters>('Parameters', `${operation}?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })}`)
  try {
    const found = answer!.parameter.flatMap(({ name, part }) => (name === 'line' ? [read({ parameter: part ?? [] })] : []))
    if (parameterOf(answer!, 'total', 'valueInteger') !== found.length) throw new Error('fewer lines than it says')
    return found
  } catch (cause) {
    throw garbage(`${operation} does not hold: ${(cause as Error).message}`, cause)
  }
}

/** An answer about another refund is no answer to this question. */
function toRefund(answer: Parameters, reference: string): HisRefund {
  try {
    if (textOf(answer, 'reference') !== reference) throw new Error('another refund')
    return { reference, amountFen: parameterOf(answer, 'amountFen', 'valueInteger'), serial: textOf(answer, 'serial'), at: new Date(parameterOf(answer, 'at', 'valueInstant')) }
  } catch (cause) {
    throw garbage(`answer does not fit the profile: ${(cause as Error).message}`, cause)
  }
}

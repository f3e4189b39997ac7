import type { CardMovementInput, HisCardMovement, HisCardPort } from './card.port.ts'
import { parameterOf, parameters, type Parameters } from './card.fhir.ts'
import { garbage, reading, type FhirClient } from './client.ts'
import { identifierOf, type Patient } from './fhir.ts'
import { systems } from './profile.ts'
import { nameOf } from './visits.ts'

export const cards = (client: FhirClient): HisCardPort => ({
  async getPerson(hisPatientId) {
    const patient = await client.read<Patient>('Patient', hisPatientId)
    const [idCard, name] = [patient && identifierOf(patient, systems.idCard), patient && nameOf(patient)]
    if (!patient) return null
    if (!idCard || !name) throw garbage('a patient without name or id-card number')
    return { name, idCard, hospitalCard: identifierOf(patient, systems.hospitalCard), insuranceCard: identifierOf(patient, systems.insuranceCard) }
  },
  async cardBalance(hisPatientId) {
    const answer = await client.ask<Parameters>('Parameters', `${of(hisPatientId)}/$card-balance`)
    return reading(() => parameterOf(answer!, 'balanceFen', 'valueInteger'))
  },
  topUpCard: (movement) => move(client, 'top-up', movement),
  chargeCard: (movement) => move(client, 'charge', movement),
  giveUpCharge: (movement) => move(client, 'give-up', movement),
  async reverseCharge({ chargeReference, reference, amountFen }) {
    return toMovement(await client.invoke<Parameters>('Parameters', '$card-reverse', parameters({ of: chargeReference, reference }, amountFen)), reference)
  },
  async findCardMovement(reference) {
    const answer = await client.ask<Parameters>('Parameters', `$card-movement?reference=${encodeURIComponent(reference)}`)
    return answer && toMovement(answer, reference)
  },
})

const of = (hisPatientId: string) => `Patient/${encodeURIComponent(hisPatientId)}`

async function move(client: FhirClient, operation: string, { hisPatientId, reference, amountFen }: CardMovementInput): Promise<HisCardMovement> {
  return toMovement(await client.invoke<Parameters>('Parameters', `${of(hisPatientId)}/$card-${operation}`, parameters({ reference }, amountFen)), reference)
}

/** An answer about another movement is no answer to this question. */
const toMovement = (answer: Parameters, reference: string): HisCardMovement => reading(() => {
  if (parameterOf(answer, 'reference', 'valueString') !== reference) throw new Error('another movement')
  return {
    reference, kind: parameterOf(answer, 'kind', 'valueString') as HisCardMovement['kind'], state: parameterOf(answer, 'state', 'valueString') as HisCardMovement['state'],
    amountFen: parameterOf(answer, 'amountFen', 'valueInteger'), serial: parameterOf(answer, 'serial', 'valueString'), at: new Date(parameterOf(answer, 'at', 'valueInstant')),
  }
})

import type { OperationOutcome } from '@hospital/connectors/his/fhir'
import { systems, type HisRefusal } from '@hospital/connectors/his/profile'

/** A refusal as FHIR says it: status and OperationOutcome. */
export class HisError extends Error {
  readonly status: number
  readonly outcome: OperationOutcome

  constructor(status: number, issue: OperationOutcome['issue']) {
    super(issue[0]?.diagnostics ?? 'refused')
    this.status = status
    this.outcome = { resourceType: 'OperationOutcome', issue }
  }
}

export const invalid = (expression: string, diagnostics: string) => new HisError(422, [{ severity: 'error', code: 'invalid', diagnostics, expression: [expression] }])

export const malformed = (diagnostics: string) => new HisError(400, [{ severity: 'error', code: 'structure', diagnostics }])

export const notSupported = (diagnostics: string) => new HisError(400, [{ severity: 'error', code: 'not-supported', diagnostics }])

export const notFound = (what: string) => new HisError(404, [{ severity: 'error', code: 'not-found', diagnostics: `${what} is not known` }])

export function refused(status: 409 | 412 | 422, code: HisRefusal, diagnostics: string): HisError {
  return new HisError(status, [{ severity: 'error', code: 'conflict', details: { coding: [{ system: systems.refusal, code }] }, diagnostics }])
}

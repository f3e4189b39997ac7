import { circuitOpen } from '@hospital/telemetry/metrics'
import { ConnectorFailure, type PortName } from './failure.ts'

export interface CircuitLimits {
  /** Failures in a row that open the circuit. */
  failures: number
  openForMs: number
}

export type Circuit = <T>(work: () => Promise<T>) => Promise<T>

/** Refuses at once while the other side is known to be down; after a pause one call goes through as the probe. */
export function createCircuit(port: PortName, limits: CircuitLimits, now: () => number = () => performance.now()): Circuit {
  let failuresInARow = 0
  let openUntil = 0
  let probing = false

  const show = () => circuitOpen.set({ port }, failuresInARow >= limits.failures ? 1 : 0)
  show()
  return async (work) => {
    const tripped = failuresInARow >= limits.failures
    if (tripped && (now() < openUntil || probing)) throw open(port)
    probing = tripped
    try {
      const result = await work()
      failuresInARow = 0
      return result
    } catch (error) {
      if (countsAgainst(error)) {
        failuresInARow += 1
        openUntil = now() + limits.openForMs
      } else failuresInARow = 0
      throw error
    } finally {
      if (tripped) probing = false
      show()
    }
  }
}

/** A refusal or a conflict is a healthy answer; our own full bulkhead says nothing about the other side. */
const countsAgainst = (error: unknown) =>
  !(error instanceof ConnectorFailure) || (error.kind !== 'REFUSED' && error.kind !== 'CONFLICT' && error.code !== 'BULKHEAD_FULL')

const open = (port: PortName) =>
  new ConnectorFailure({ kind: 'UNAVAILABLE', port, code: 'CIRCUIT_OPEN', message: `${port}: failed several times in a row, resting` })

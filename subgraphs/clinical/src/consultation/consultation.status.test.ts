import type { Viewer } from '@hospital/access/viewer'
import { describe, expect, it } from 'vitest'
import { actionsOf } from '@hospital/subgraph/transitions'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { CONSULTATION_STATUSES, LIVE_CONSULTATIONS, consultationTransitions, type ConsultationStatus } from './consultation.status.ts'

/** Status by status, what may happen and where it leads. Written out by hand: a change of the table must be meant. */
const LIFE: Record<ConsultationStatus, Record<string, ConsultationStatus>> = {
  AWAITING_PAYMENT: { open: 'WAITING', expire: 'EXPIRED', giveUp: 'CANCELLED', cancelConsultation: 'CANCELLED' },
  WAITING: { cancelConsultation: 'CANCELLED', acceptConsultation: 'ACTIVE', refuseConsultation: 'REFUSED', lapse: 'UNANSWERED', withdraw: 'CANCELLED' },
  ACTIVE: { completeConsultation: 'COMPLETED', finish: 'COMPLETED', withdraw: 'CANCELLED' },
  COMPLETED: {}, REFUSED: {}, UNANSWERED: {}, CANCELLED: {}, EXPIRED: {},
}

const offered = (status: ConsultationStatus, viewer: Viewer) => actionsOf(consultationTransitions, status, viewer)
const allowed = (status: ConsultationStatus) =>
  Object.fromEntries(Object.entries(consultationTransitions).filter(([, { from }]) => (from as readonly string[]).includes(status)).map(([action, { to }]) => [action, to]))

describe('[C1-04] the life of a consultation', () => {
  it.each(CONSULTATION_STATUSES)('from %s leads where it should and nowhere else', (status) => {
    expect(allowed(status)).toEqual(LIFE[status])
  })

  it('reaches every status from the first', () => {
    const reached = new Set<string>(['AWAITING_PAYMENT'])
    for (const status of reached) for (const to of Object.values(allowed(status as ConsultationStatus))) reached.add(to)
    expect([...reached].sort()).toEqual([...CONSULTATION_STATUSES].sort())
  })

  it('is live exactly where it can still go on', () => {
    expect(CONSULTATION_STATUSES.filter((status) => Object.keys(allowed(status)).length)).toEqual([...LIVE_CONSULTATIONS])
  })

  it('offers each person only their own acts', () => {
    expect(offered('WAITING', patientViewer())).toEqual(['cancelConsultation'])
    expect(offered('WAITING', doctorViewer())).toEqual(['acceptConsultation', 'refuseConsultation'])
    expect(offered('ACTIVE', doctorViewer())).toEqual(['completeConsultation'])
    expect(offered('ACTIVE', patientViewer())).toEqual([])
    expect(offered('WAITING', administratorViewer())).toEqual([])
  })
})

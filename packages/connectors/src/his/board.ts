import { createHash, timingSafeEqual } from 'node:crypto'
import { ConnectorFailure, isConnectorFailure } from '../failure.ts'
import type { FhirClient } from './client.ts'
import { reading } from './client.ts'
import type { CodeableConcept, Identifier, Reference, Resource } from './fhir.ts'
import { codeOf, extensionOf, identifierOf } from './fhir.ts'
import { extensions, systems } from './profile.ts'
import { demand, demandId, idBehind, idOfResource, instantOf, known, ofType, readOne, isRefused, updatedAtOf, versionOf, type HisRefused, type OnRefused } from './reading.ts'

/**
 * The hospital's own calling system (院内叫号), where it runs the queue: each person who waits is a Task of the HIS, whose state says where
 * they stand. A Task is told of as it is, never as what happened to it, so one that is missed, late or told twice does no harm: the
 * system's own `sequence`, which grows with every move on any board, says which of two is later.
 */
export interface HisBoard {
  /** Everybody on a board who moved at or after `since` on the HIS's clock. One that cannot be read is named, the others go on. */
  listBoardTickets(query: { since: Date }): Promise<{ tickets: HisBoardTicket[]; refused: HisRefused[] }>
  /** One as it is at this moment; null when the HIS does not know it. */
  findBoardTicket(id: string): Promise<HisBoardTicket | null>
  /**
   * A doctor moved somebody here: the board shows it too. Repeating it is fine. CONFLICT `STATUS_MOVED` | `BOARD_BUSY` (somebody else is
   * with this doctor there) | `VERSION_STALE`.
   */
  moveBoardTicket(input: MoveBoardTicketInput): Promise<HisBoardTicket>
  /** Whether a notice that something moved comes from the HIS. */
  isNoticeOfHis(authorization: string | undefined): boolean
}

export type HisBoardStatus = 'WAITING' | 'CALLED' | 'SERVING' | 'MISSED' | 'DONE' | 'LEFT'

export interface HisBoardTicket {
  id: string
  version: string
  sequence: number
  /** The clinic whose board it is on. */
  hisScheduleId: string
  /** Null: somebody who registered at the counter. */
  hisAppointmentId: string | null
  /** Who called. */
  hisPractitionerId: string | null
  /** What is called out. */
  number: string
  status: HisBoardStatus
  /** Smaller is called first. */
  standing: number
  calledTimes: number
  calledAt: Date | null
  arrivedAt: Date
  updatedAt: Date
}

export interface MoveBoardTicketInput {
  hisTicketId: string
  status: HisBoardStatus
  hisPractitionerId: string | null
  calledTimes: number
}

export interface Task extends Resource {
  resourceType: 'Task'
  identifier?: Identifier[]
  status?: string
  intent: 'order'
  code?: CodeableConcept
  basedOn?: Reference[]
  focus?: Reference
  owner?: Reference
  authoredOn?: string
  executionPeriod?: { start?: string }
}

/** FHIR's own statuses of a Task, as this exchange means them. */
const statuses: Record<string, HisBoardStatus> = {
  requested: 'WAITING', ready: 'WAITING', received: 'CALLED', accepted: 'CALLED', 'in-progress': 'SERVING', 'on-hold': 'MISSED', completed: 'DONE', cancelled: 'LEFT', rejected: 'LEFT', failed: 'LEFT', 'entered-in-error': 'LEFT',
}
export const taskStatusOf: Record<HisBoardStatus, string> = { WAITING: 'ready', CALLED: 'accepted', SERVING: 'in-progress', MISSED: 'on-hold', DONE: 'completed', LEFT: 'cancelled' }

const ticketsPerPage = 500
export const QUEUE_CALL = 'queue-call'

export const board = (client: FhirClient, onRefused: OnRefused, noticeToken: string | undefined): HisBoard => ({
  async listBoardTickets({ since }) {
    const query = new URLSearchParams({ code: `${systems.taskCode}|${QUEUE_CALL}`, _count: String(ticketsPerPage), _lastUpdated: `ge${since.toISOString()}` })
    const found = readBoardTickets(await client.searchAll('Task', query.toString()))
    found.refused.forEach(onRefused)
    return found
  },

  async findBoardTicket(id) {
    const task = await client.read<Task>('Task', id)
    return task && reading(() => toBoardTicket(task))
  },

  async moveBoardTicket({ hisTicketId, status, hisPractitionerId, calledTimes }) {
    for (let attempt = 1; ; attempt += 1) {
      const task = await client.read<Task>('Task', hisTicketId)
      if (!task) throw new ConnectorFailure({ kind: 'REFUSED', port: 'his', code: 'NOT_FOUND', message: 'his: no such ticket' })
      const current = reading(() => toBoardTicket(task))
      if (current.status === status && current.calledTimes >= calledTimes) return current
      const owner = hisPractitionerId === null ? {} : { owner: { reference: `Practitioner/${hisPractitionerId}` } }
      try {
        const moved = await client.update<Task>({ ...task, ...owner, status: taskStatusOf[status] }, current.version)
        return reading(() => toBoardTicket(moved))
      } catch (error) {
        if (attempt === 3 || !isConnectorFailure(error, 'CONFLICT') || error.code !== 'VERSION_STALE') throw error
      }
    }
  },

  isNoticeOfHis: (authorization) => noticeToken !== undefined && same(authorization ?? '', `Bearer ${noticeToken}`),
})

/** Takes as long for a near miss as for a far one. */
function same(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(one, other)
}

/** Of several of one person the latest. */
export function readBoardTickets(resources: readonly Resource[]): { tickets: HisBoardTicket[]; refused: HisRefused[] } {
  const read = ofType<Task>(resources, 'Task').filter(({ code }) => codeOf(code && [code], systems.taskCode) === QUEUE_CALL).map((one) => readOne(one, toBoardTicket))
  const latest = new Map<string, HisBoardTicket>()
  for (const one of read) if (!isRefused(one) && one.sequence > (latest.get(one.id)?.sequence ?? -1)) latest.set(one.id, one)
  return { tickets: [...latest.values()].sort((one, other) => one.sequence - other.sequence), refused: read.filter(isRefused) }
}

function toBoardTicket(task: Task): HisBoardTicket {
  const whole = (name: 'queueSequence' | 'queueStanding' | 'calledTimes') => demand(extensionOf(task, extensions[name])?.valueInteger, `Task.extension(${extensions[name].split(':').at(-1)})`, 'VALUE_UNREADABLE')
  return {
    id: idOfResource(task),
    version: versionOf(task),
    sequence: whole('queueSequence'),
    hisScheduleId: demandId(task.basedOn?.[0], 'Schedule', 'Task.basedOn'),
    hisAppointmentId: task.focus === undefined ? null : demandId(task.focus, 'Appointment', 'Task.focus'),
    hisPractitionerId: idBehind(task.owner, 'Practitioner'),
    number: demand(identifierOf(task, systems.queueNumber), 'Task.identifier'),
    status: known(statuses, task.status, 'Task.status'),
    standing: whole('queueStanding'),
    calledTimes: whole('calledTimes'),
    calledAt: task.executionPeriod?.start === undefined ? null : instantOf(task.executionPeriod.start, 'Task.executionPeriod.start'),
    arrivedAt: instantOf(task.authoredOn, 'Task.authoredOn'),
    updatedAt: updatedAtOf(task),
  }
}

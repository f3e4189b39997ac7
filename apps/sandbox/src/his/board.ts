import { randomUUID } from 'node:crypto'
import type { Appointment, Reference, Schedule, Slot } from '@hospital/connectors/his/fhir'
import { idOf, integerOf } from '@hospital/connectors/his/fhir'
import { QUEUE_CALL, type Task } from '@hospital/connectors/his/board'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { notFound, refused } from './outcome.ts'

/** The hospital's own calling system (院内叫号): off until a clinic's board is opened, then whoever arrives there is on it. */

const boardKey = (scheduleId: string) => `his.board.${scheduleId}`

/** Behind so many others waits who missed a call and came after all. */
const REQUEUE_BEHIND = 2
const STANDING_STEP = 1_000

export const isOnBoard = ({ database }: Hospital, scheduleId: string): boolean => database.setting(boardKey(scheduleId)) === 'open'

const tasksOn = ({ store }: Hospital, scheduleId: string): Task[] =>
  store.findBy<Task>('Task', 'based-on', `Schedule/${scheduleId}`).sort((one, other) => integerOf(one, extensions.queueStanding)! - integerOf(other, extensions.queueStanding)!)

const scheduleOf = (task: Task): string => idOf(task.basedOn?.[0], 'Schedule')!

/** Opens the board of a clinic; who has arrived already is put on it. */
export function openBoard(hospital: Hospital, scheduleId: string): Task[] {
  const { store, database } = hospital
  if (!store.findText('Schedule', scheduleId)) throw notFound('Schedule')
  database.keepSetting(boardKey(scheduleId), 'open')
  for (const slot of store.findBy<Slot>('Slot', 'schedule', `Schedule/${scheduleId}`)) {
    for (const appointment of store.findBy<Appointment>('Appointment', 'slot', `Slot/${slot.id}`)) if (appointment.status === 'arrived') putOnBoard(hospital, appointment)
  }
  return tasksOn(hospital, scheduleId)
}

/** Somebody with an appointment is here. Twice is once. */
export function putOnBoard(hospital: Hospital, appointment: Appointment): void {
  const slot = hospital.store.find<Slot>('Slot', idOf(appointment.slot[0], 'Slot') ?? '')
  const scheduleId = idOf(slot?.schedule, 'Schedule')
  if (!scheduleId || !isOnBoard(hospital, scheduleId)) return
  if (tasksOn(hospital, scheduleId).some(({ focus }) => focus?.reference === `Appointment/${appointment.id}`)) return
  write(hospital, newTask(hospital, scheduleId, { reference: `Appointment/${appointment.id}` }))
}

/** Somebody who registered at the counter, of whom the platform knows nothing. */
export const walkIn = (hospital: Hospital, scheduleId: string): Task => write(hospital, newTask(hospital, scheduleId))

function newTask(hospital: Hospital, scheduleId: string, focus?: Reference): Task & { id: string } {
  const others = tasksOn(hospital, scheduleId)
  return {
    resourceType: 'Task', id: `task-${randomUUID()}`, status: 'ready', intent: 'order', code: { coding: [{ system: systems.taskCode, code: QUEUE_CALL }] },
    identifier: [{ system: systems.queueNumber, value: `H${String(others.length + 1).padStart(3, '0')}` }],
    basedOn: [{ reference: `Schedule/${scheduleId}` }], ...(focus && { focus }), authoredOn: new Date(hospital.clock.now()).toISOString(),
    extension: [{ url: extensions.queueStanding, valueInteger: (integerOf(others.at(-1) ?? {}, extensions.queueStanding) ?? 0) + STANDING_STEP }, { url: extensions.calledTimes, valueInteger: 0 }],
  }
}

/** Every move has the next number of the whole system. */
function write({ store, database }: Hospital, task: Task & { id: string }, changed: Record<string, number> = {}): Task {
  const sequence = Number(database.setting('his.board.sequence') ?? 0) + 1
  database.keepSetting('his.board.sequence', String(sequence))
  const values: Record<string, number> = { ...changed, [extensions.queueSequence]: sequence }
  const kept = (task.extension ?? []).filter(({ url }) => !(url in values))
  return store.put<Task>({ ...task, extension: [...kept, ...Object.entries(values).map(([url, valueInteger]) => ({ url, valueInteger }))] })
}

export type BoardAct = 'call' | 'serve' | 'skip' | 'requeue' | 'finish' | 'leave'

/** From where, and to what, each act moves somebody. */
const acts: Record<BoardAct, { from: string[]; to: string }> = {
  call: { from: ['ready', 'accepted', 'on-hold'], to: 'accepted' },
  serve: { from: ['accepted'], to: 'in-progress' },
  skip: { from: ['accepted'], to: 'on-hold' },
  requeue: { from: ['on-hold'], to: 'ready' },
  finish: { from: ['in-progress', 'accepted'], to: 'completed' },
  leave: { from: ['ready', 'accepted', 'on-hold'], to: 'cancelled' },
}

const ACTIVE = new Set(['accepted', 'in-progress'])

/** At the board, or from the platform of a doctor who works there. Refuses what the board does not allow, and a second person with the same doctor. */
export function actOnBoard(hospital: Hospital, taskId: string, act: BoardAct, owner?: Reference): Task {
  const task = hospital.store.find<Task>('Task', taskId)
  if (!task) throw notFound('Task')
  const { from, to } = acts[act]
  if (!from.includes(task.status!)) throw refused(409, 'STATUS_MOVED', `The ticket is ${task.status}`)
  const by = owner ?? task.owner ?? doctorOf(hospital, scheduleOf(task))
  const busy = ACTIVE.has(to) && tasksOn(hospital, scheduleOf(task)).some((one) => one.id !== taskId && ACTIVE.has(one.status!) && one.owner?.reference === by?.reference)
  if (busy) throw refused(409, 'BOARD_BUSY', 'Somebody else is with this doctor')
  const called: Record<string, number> = act === 'call' ? { [extensions.calledTimes]: (integerOf(task, extensions.calledTimes) ?? 0) + 1 } : {}
  const standing: Record<string, number> = act === 'requeue' ? { [extensions.queueStanding]: standingBehind(hospital, scheduleOf(task)) } : {}
  const moved: Task & { id: string } = { ...task, id: taskId, status: to, ...(by && { owner: by }), ...(act === 'call' && { executionPeriod: { start: new Date(hospital.clock.now()).toISOString() } }) }
  return write(hospital, moved, { ...called, ...standing })
}

/** The clinic's own doctor; a department's clinic has none. */
const doctorOf = ({ store }: Hospital, scheduleId: string): Reference | undefined => store.find<Schedule>('Schedule', scheduleId)?.actor.find((actor) => idOf(actor, 'Practitioner'))

function standingBehind(hospital: Hospital, scheduleId: string): number {
  const waiting = tasksOn(hospital, scheduleId).filter(({ status }) => status === 'ready').map((one) => integerOf(one, extensions.queueStanding)!)
  const before = waiting[REQUEUE_BEHIND - 1]
  if (before === undefined) return (tasksOn(hospital, scheduleId).map((one) => integerOf(one, extensions.queueStanding)!).at(-1) ?? 0) + STANDING_STEP
  const next = waiting[REQUEUE_BEHIND]
  return next === undefined ? before + STANDING_STEP : Math.floor((before + next) / 2)
}

/** The next who waits. */
export function callNext(hospital: Hospital, scheduleId: string, owner?: Reference): Task {
  const next = tasksOn(hospital, scheduleId).find(({ status }) => status === 'ready')
  if (!next) throw refused(409, 'STATUS_MOVED', 'Nobody waits')
  return actOnBoard(hospital, next.id!, 'call', owner)
}

/** What the platform writes is one of the board's own acts. */
export function moveTask(hospital: Hospital, current: Task, asked: Task): Task {
  const act = (Object.keys(acts) as BoardAct[]).find((one) => acts[one].to === asked.status && acts[one].from.includes(current.status!))
  if (!act) throw refused(409, 'STATUS_MOVED', `The ticket is ${current.status}`)
  return actOnBoard(hospital, current.id!, act, asked.owner)
}

/** The board as the waiting room sees it, by clinic. */
export function boards(hospital: Hospital) {
  const rows = hospital.database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'Task' ORDER BY updated_at DESC LIMIT 500`).map(({ json }) => JSON.parse(json) as Task)
  return rows.map((task) => ({
    id: task.id!, scheduleId: scheduleOf(task), number: task.identifier?.[0]?.value ?? '', status: task.status, appointmentId: idOf(task.focus, 'Appointment'),
    standing: integerOf(task, extensions.queueStanding), calledTimes: integerOf(task, extensions.calledTimes), sequence: integerOf(task, extensions.queueSequence),
  }))
}

import { fileURLToPath } from 'node:url'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { EventName, EventPayloads } from '@hospital/events/catalogue'
import { doctorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { createSubgraph } from '../src/subgraph.ts'
import { nextIdCard } from './id-card.ts'
import { openOutside, type Outside } from './outside.ts'

export type Person = ReturnType<typeof patientViewer> & { patientId: string }
type Doctor = ReturnType<typeof doctorViewer>

export interface World extends TestSubgraph {
  his: Outside
  /** Ids here by ids of the HIS. */
  ids: Map<string, string>
  /** Delivers an event as its subgraph would. */
  deliver<E extends EventName>(event: E, data: EventPayloads[E], id?: string): Promise<void>
  /** Events on their way to other subgraphs, oldest first. */
  emitted<E extends EventName>(event: E): Promise<EventPayloads[E][]>
  person(): Promise<Person>
  doctor(name: string): Promise<Doctor & { departmentId: string }>
  /** Data of an operation that must succeed. */
  must<T = any>(viewer: Parameters<TestSubgraph['execute']>[0], source: string, variables?: Record<string, unknown>): Promise<T>
  /** The code of an operation that must be refused. */
  refusal(viewer: Parameters<TestSubgraph['execute']>[0], source: string, variables?: Record<string, unknown>): Promise<string | undefined>
  advance(milliseconds: number): Promise<void>
  /** Both clocks to a wall-clock time, which must be ahead. */
  goTo(day: string, time: string): Promise<void>
}

/** A Monday evening far enough ahead that no test outruns it, the clinics of the next days open. */
function startOf(time: string): Date {
  let day = addDays(hospitalDay(new Date()), 2)
  while (new Date(`${day}T12:00:00Z`).getUTCDay() !== 1) day = addDays(day, 1)
  return hospitalInstant(day, time)
}

/** Clinical on a database of its own beside a HIS of its own, its directory and schedules taken over. */
export async function openWorld({ at = '07:00' }: { at?: string } = {}): Promise<World> {
  const start = startOf(at)
  const his = await openOutside(start)
  const subgraph = await openTestSubgraph('clinical', fileURLToPath(new URL('../migrations', import.meta.url)), createSubgraph, his.connectors)
  subgraph.clock.set(start)
  const ids = new Map<string, string>()

  const world: World = {
    ...subgraph, his, ids,
    deliver: (event, data, id = newId()) => subgraph.subgraph.jobs[`clinical.on.${event}`]!({ id, event, data }),
    async emitted(event) {
      const jobs = await subgraph.waitingJobs()
      return jobs.filter(({ task }) => task.endsWith(`.on.${event}`)).map(({ payload }) => payload.data as never)
    },
    async person() {
      const idCard = nextIdCard()
      const { hisPatientId } = await his.connectors.his.createPatient({ idCard, name: '测试人', gender: Number(idCard[16]) % 2 ? 'MALE' : 'FEMALE', birthDate: '1960-01-01' })
      const viewer = patientViewer()
      const patientId = viewer.patientIds[0]!
      await world.deliver('patient.recorded', { patientId, accountId: viewer.accountId, hisPatientId })
      return { ...viewer, patientId }
    },
    async doctor(name) {
      for (let cursor: string | undefined; ;) {
        const page = await his.connectors.his.listPractitioners({ cursor })
        const found = page.practitioners.find((one) => one.name === name)
        if (found) return { ...doctorViewer(ids.get(found.id)!), departmentId: ids.get(found.departmentIds[0]!)! }
        if (!page.nextCursor) throw new Error(`No doctor ${name}`)
        cursor = page.nextCursor
      }
    },
    async must(viewer, source, variables) {
      const { data, errors } = await subgraph.execute<never>(viewer, source, variables)
      if (errors) throw new Error(errors.map((error) => `${error.extensions.code}: ${error.message} ${error.originalError?.stack ?? ''}`).join('\n'))
      return data as never
    },
    async refusal(viewer, source, variables) {
      const { errors } = await subgraph.execute(viewer, source, variables)
      return errors?.[0] && String(errors[0].extensions.code ?? errors[0].message)
    },
    async advance(milliseconds) {
      subgraph.clock.advance(milliseconds)
      await his.control('clock/advance', { ms: milliseconds })
    },
    goTo: (day, time) => world.advance(hospitalInstant(day, time).getTime() - subgraph.clock.now().getTime()),
    async close() {
      await subgraph.close()
      await his.close()
    },
  }
  await takeOver(world)
  return world
}

async function takeOver(world: World): Promise<void> {
  const { his } = world.his.connectors
  const idOf = (hisId: string) => world.ids.get(hisId) ?? world.ids.set(hisId, newId()).get(hisId)!
  const { organizations } = await his.listOrganizations()
  const institutionOf = (id: string): string => {
    const found = organizations.find((one) => one.id === id)!
    return found.kind === 'DEPARTMENT' ? institutionOf(found.parentId!) : idOf(found.id)
  }
  const { practitioners } = await his.listPractitioners({ count: 1000 })
  await world.deliver('directory.synchronised', {
    jobId: newId(),
    institutions: organizations.filter(({ kind }) => kind !== 'DEPARTMENT').map(({ id, geo, fenceMetres }) => ({ id: idOf(id), hisId: id, latitude: geo!.latitude, longitude: geo!.longitude, fenceMeters: fenceMetres! })),
    departments: organizations.filter(({ kind }) => kind === 'DEPARTMENT').map(({ id }) => ({ id: idOf(id), hisId: id, institutionId: institutionOf(id) })),
    practitioners: practitioners.map(({ id, departmentIds, title }, at) => ({
      id: idOf(id), hisId: id, institutionId: institutionOf(departmentIds[0]!), departmentIds: departmentIds.map(idOf), titleRank: title === '主任医师' ? 1 : 2, priority: at % 3,
    })),
  })
  await world.runJobs()
}

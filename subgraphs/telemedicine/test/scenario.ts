import { fileURLToPath } from 'node:url'
import { newId } from '@hospital/database/identifier'
import type { EventName, EventPayloads } from '@hospital/events/catalogue'
import { deliveryTask } from '@hospital/events/catalogue'
import { doctorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { createSubgraph } from '../src/subgraph.ts'

const migrations = fileURLToPath(new URL('../migrations', import.meta.url))

export const openTelemedicine = (): Promise<TestSubgraph> => openTestSubgraph('telemedicine', migrations, createSubgraph)

/** An event of another subgraph arrives; the same `id` again is the same delivery. */
export function deliver<E extends EventName>({ subgraph }: TestSubgraph, event: E, data: EventPayloads[E], id = newId()): Promise<void> {
  return subgraph.jobs[deliveryTask('telemedicine', event)]!({ id, event, data })
}

export interface Room {
  id: string
  consultationId: string
  patient: ReturnType<typeof patientViewer>
  doctor: ReturnType<typeof doctorViewer>
}

/** A paid consultation's room, accepted unless told otherwise. */
export async function givenRoom(telemedicine: TestSubgraph, { messageLimit = 20, accepted = true, attachments = [] as EventPayloads['consultation.opened']['attachments'] } = {}): Promise<Room> {
  const [patient, doctor, consultationId] = [patientViewer(), doctorViewer(), newId()]
  await deliver(telemedicine, 'consultation.opened', { consultationId, patientId: patient.patientIds[0]!, accountId: patient.accountId, practitionerId: doctor.practitionerId, attachments, messageLimit, notice: '请等待医生接诊' })
  if (accepted) await deliver(telemedicine, 'consultation.accepted', { consultationId, notice: '医生已接诊' })
  const { data } = await telemedicine.execute<{ conversations: { nodes: { id: string }[] } }>(patient, '{ conversations { nodes { id } } }')
  return { id: data!.conversations.nodes[0]!.id, consultationId, patient, doctor }
}

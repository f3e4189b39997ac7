import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import type { ClinicalContext } from './context.ts'
import { findDiagnoses } from './diagnoses/diagnosis.ts'
import { DiagnosisResolver } from './diagnoses/diagnosis.resolver.ts'
import { Diagnosis } from './diagnoses/diagnosis.types.ts'
import { orderReactions } from './order-reactions.ts'
import { DepartmentReference, PatientReference, PractitionerReference } from './references.types.ts'
import { receiveDirectory, receivePatientRecord } from './scheduling/directory.ts'
import { findSchedules, findSlots } from './scheduling/schedule.ts'
import { DepartmentScheduleResolver, PractitionerScheduleResolver, ScheduleResolver, SlotResolver } from './scheduling/schedule.resolver.ts'
import { Schedule, Slot } from './scheduling/schedule.types.ts'
import { house } from './tables/house.ts'

const known = async (_ctx: ClinicalContext, ids: readonly string[]) => ids.map((id) => ({ id }))

/** The outpatient's day and online care: scheduling, registration, queues, consultations, diagnoses. */
export const definition: SubgraphDefinition<ClinicalContext> = {
  name: 'clinical',
  tables: house,
  resolvers: [ScheduleResolver, SlotResolver, DepartmentScheduleResolver, PractitionerScheduleResolver, DiagnosisResolver],
  types: [Schedule, Slot, Diagnosis, PatientReference, PractitionerReference, DepartmentReference],
  references: { Schedule: findSchedules, Slot: findSlots, Diagnosis: findDiagnoses, Patient: known, Practitioner: known, Department: known },
  ports: ({ connectors }) => ({ his: connectors.his }),
  reactions: {
    ...orderReactions({}),
    'directory.synchronised': receiveDirectory,
    'patient.recorded': receivePatientRecord,
    'consent.given': async () => {},
    'text.published': async () => {},
    'conversation.message': async () => {},
  },
  tasks: {},
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)

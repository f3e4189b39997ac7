import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { GraphQLError, parse } from 'graphql'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { can, type Viewer } from '@hospital/access/viewer'
import type { Subgraph } from '@hospital/subgraph/definition'
import { answerEntities } from '@hospital/subgraph/entities'
import type { SubgraphModule } from '../../../../apps/gateway/src/subgraphs/list.ts'
import { idOf } from '../house/ids.ts'
import { ROOT } from '../process/child.ts'
import { appointments, departments, institutions, patients, practitioners } from './records.ts'

export const MEMORY_SUBGRAPHS = ['platform', 'patients', 'clinical'] as const
export type MemorySubgraph = (typeof MEMORY_SUBGRAPHS)[number]

/** Who looks, in every server alike. */
export const READER: Viewer = { kind: 'PATIENT', accountId: idOf('account', 1), patientIds: [idOf('patient', 1)], sessionId: idOf('session', 1), permissions: BUILT_IN_ROLES.PATIENT }

const byId = (rows: ReadonlyMap<string, object>) => ({ __resolveReference: ({ id }: { id: string }) => rows.get(id) ?? null })

const RESOLVERS: Record<MemorySubgraph, object> = {
  platform: { Institution: byId(institutions), Department: byId(departments), Practitioner: byId(practitioners) },
  patients: { Patient: byId(patients) },
  clinical: {
    Appointment: byId(appointments),
    Query: {
      appointments(_root: unknown, { first }: { first: number }, { viewer }: { viewer: Viewer }) {
        if (!can(viewer, 'appointment:read')) throw new GraphQLError('FORBIDDEN')
        const nodes = [...appointments.values()].slice(0, first)
        return { nodes, pageInfo: { hasNextPage: appointments.size > first, endCursor: nodes.at(-1)!.id } }
      },
    },
  },
}

/** The house's own schema with resolvers that read maps: what is measured on it is the gateway, not the database. */
export function memorySchema(name: MemorySubgraph) {
  const sdl = readFileSync(join(ROOT, `schema/${name}.graphql`), 'utf8')
  return { sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: RESOLVERS[name] as never }]) }
}

export function memorySubgraph(name: MemorySubgraph): Subgraph {
  return {
    name, ...memorySchema(name), schema: answerEntities(memorySchema(name).schema), permissions: new Map(), crontab: [],
    contextFor: (facts) => ({ ...facts }) as never,
    // A worker pool wants to know at least one job.
    jobs: { [`${name}.nothing`]: async () => {} },
    ...(name === 'patients' && { viewerOf: async () => ({ viewer: READER, expiresAt: new Date(Date.now() + 86_400_000) }) }),
    close: async () => {},
  }
}

/** As the gateway's list of subgraphs, for its embedded form. */
export const memoryModules = (): SubgraphModule[] => MEMORY_SUBGRAPHS.map((name) => ({ name, definition: { name } as never, folder: '', createSubgraph: async () => memorySubgraph(name) }))

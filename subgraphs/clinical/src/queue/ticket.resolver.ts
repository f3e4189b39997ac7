import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { batch } from '@hospital/subgraph/schema'
import type { ClinicalContext } from '../context.ts'
import { PatientReference } from '../references.types.ts'
import { findAppointments } from '../registration/appointment.ts'
import { Appointment } from '../registration/appointment.types.ts'
import { findQueues, type TicketRow } from './queue.ts'
import { snapshotOf } from './queue.resolver.ts'
import { Queue, QueueTicket } from './queue.types.ts'
import { ticketActions, type Shown } from './queue.view.ts'
import { aheadOf } from './snapshot.ts'

@Resolver(() => QueueTicket)
export class QueueTicketResolver {
  @FieldResolver(() => Queue)
  async queue(@Root() row: Shown<TicketRow>, @Ctx() ctx: ClinicalContext) {
    const queue = await batch(ctx, 'queue', async (ids) => new Map((await findQueues(ctx, ids)).map((one) => [one.id, one]))).load(row.queueId)
    return queue && { ...queue, ...(row.snapshot && { ...row.snapshot.queue, snapshot: row.snapshot }) }
  }

  @FieldResolver(() => Appointment, { nullable: true })
  appointment(@Root() row: TicketRow, @Ctx() ctx: ClinicalContext) {
    return batch(ctx, 'appointment', async (ids) => new Map((await findAppointments(ctx, ids)).map((one) => [one.id, one]))).load(row.appointmentId)
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: TicketRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Place among those who wait, from 1; null for one that does not wait.' })
  async position(@Root() row: Shown<TicketRow>, @Ctx() ctx: ClinicalContext) {
    const ahead = aheadOf(await snapshotOf(ctx, row, row.queueId), row.id)
    return ahead === null ? null : ahead + 1
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many wait before it.' })
  async ahead(@Root() row: Shown<TicketRow>, @Ctx() ctx: ClinicalContext) {
    return aheadOf(await snapshotOf(ctx, row, row.queueId), row.id)
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Minutes until it is likely called.' })
  async estimatedMinutes(@Root() row: Shown<TicketRow>, @Ctx() ctx: ClinicalContext) {
    const snapshot = await snapshotOf(ctx, row, row.queueId)
    const ahead = aheadOf(snapshot, row.id)
    return ahead === null ? null : ahead * snapshot.averageMinutes
  }

  @FieldResolver(() => [String], { description: 'Mutations that the viewer may call on it now.' })
  availableActions(@Root() row: TicketRow, @Ctx() ctx: ClinicalContext) {
    return ticketActions(row, ctx.viewer)
  }
}

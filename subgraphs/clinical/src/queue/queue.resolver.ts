import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import { inTransaction } from '@hospital/subgraph/transaction'
import { batch } from '@hospital/subgraph/schema'
import type { ClinicalContext } from '../context.ts'
import { DepartmentReference, PractitionerReference } from '../references.types.ts'
import { callNext, finishTicket, recallTicket, requeueTicket, skipTicket, startServing } from './calling.ts'
import { checkIn } from './check-in.ts'
import { followQueue, type QueueSight } from './live.ts'
import { findQueues, findTickets, listOwnQueues, type QueueRow } from './queue.ts'
import { CheckInInput, Queue, QueueTicket, QueueView } from './queue.types.ts'
import { servedShown, ticketsShown, viewOf, type Shown } from './queue.view.ts'
import { loadSnapshot, waitingCountOf, type QueueSnapshot } from './snapshot.ts'
import { ticketTransitions } from './ticket.status.ts'

/** Of a queue that was shown by itself: read when first asked for, then the same for all its fields. */
export async function snapshotOf(ctx: ClinicalContext, row: { snapshot?: QueueSnapshot }, queueId: string): Promise<QueueSnapshot> {
  row.snapshot ??= (await batch(ctx, 'queue snapshot', async (ids) => new Map(await Promise.all(ids.map(async (id) => [id, (await loadSnapshot(ctx, id))!] as const)))).load(queueId))!
  return row.snapshot
}

@Resolver(() => Queue)
export class QueueResolver {
  @Query(() => Queue, { nullable: true })
  @Can('queue:read')
  async queue(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return (await findQueues(ctx, [id]))[0] ?? null
  }

  @Query(() => [Queue], { description: 'A doctor\'s queues of today: his own and those of his departments\' clinics.' })
  @Can('queue:read')
  myQueues(@Ctx() ctx: ClinicalContext) {
    return listOwnQueues(ctx)
  }

  @Query(() => QueueTicket, { nullable: true })
  @Can('queue:read')
  async queueTicket(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return (await findTickets(ctx, [id]))[0] ?? null
  }

  @FieldResolver(() => DepartmentReference)
  department(@Root() row: QueueRow) {
    return { id: row.departmentId }
  }

  @FieldResolver(() => PractitionerReference, { nullable: true, description: 'Null for a department\'s clinic, where several doctors call.' })
  practitioner(@Root() row: QueueRow) {
    return row.practitionerId ? { id: row.practitionerId } : null
  }

  @FieldResolver(() => QueueTicket, { nullable: true, description: 'With the doctor or called last; a patient sees it only if it is an own one.' })
  async nowServing(@Root() row: Shown<QueueRow>, @Ctx() ctx: ClinicalContext) {
    return servedShown(await snapshotOf(ctx, row, row.id), ctx.viewer)
  }

  @FieldResolver(() => Int)
  async waitingCount(@Root() row: Shown<QueueRow>, @Ctx() ctx: ClinicalContext) {
    return waitingCountOf(await snapshotOf(ctx, row, row.id))
  }

  @FieldResolver(() => [QueueTicket], { description: 'In the order of the board, those who are through at the end; a patient sees own ones only.' })
  async tickets(@Root() row: Shown<QueueRow>, @Ctx() ctx: ClinicalContext) {
    return ticketsShown(await snapshotOf(ctx, row, row.id), ctx.viewer)
  }

  @FieldResolver(() => Int, { description: 'Minutes a visit takes in this queue.' })
  async averageMinutes(@Root() row: Shown<QueueRow>, @Ctx() ctx: ClinicalContext) {
    return (await snapshotOf(ctx, row, row.id)).averageMinutes
  }
}

@Resolver()
export class CallingResolver {
  @Mutation(() => QueueTicket, { description: 'Checks in (签到取号) inside the hospital\'s fence, once.' })
  @Can('appointment:check-in')
  checkIn(@Arg('input', () => CheckInInput) input: CheckInInput, @Ctx() ctx: ClinicalContext) {
    return checkIn(ctx, input)
  }

  @Mutation(() => QueueTicket, { description: 'Calls who is next (叫号).' })
  @Can(ticketTransitions.callNext.by)
  callNext(@Arg('queueId', () => ID) queueId: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => callNext(tx, queueId))
  }

  @Mutation(() => QueueTicket, { description: 'Calls the same number again (重呼).' })
  @Can(ticketTransitions.recallTicket.by)
  recallTicket(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => recallTicket(tx, id))
  }

  @Mutation(() => QueueTicket, { description: 'The patient called did not come (过号).' })
  @Can(ticketTransitions.skipTicket.by)
  skipTicket(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => skipTicket(tx, id))
  }

  @Mutation(() => QueueTicket, { description: 'A missed number waits again (重新排队), behind some of the others.' })
  @Can(ticketTransitions.requeueTicket.by)
  requeueTicket(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => requeueTicket(tx, id))
  }

  @Mutation(() => QueueTicket, { description: 'The patient has come in (开始接诊).' })
  @Can(ticketTransitions.startServing.by)
  startServing(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => startServing(tx, id))
  }

  @Mutation(() => QueueTicket, { description: 'The visit is over (完成接诊).' })
  @Can(ticketTransitions.finishTicket.by)
  finishTicket(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => finishTicket(tx, id))
  }
}

interface QueueChangedArgs {
  queueId?: string
  ticketId?: string
  after?: number
}

@Resolver(() => QueueView)
export class QueueViewResolver {
  @Subscription(() => QueueView, {
    description: 'A queue, by itself or by one\'s ticket in it: the newest view if it is newer than `after`, then every change.',
    subscribe: ({ args, context }: { args: QueueChangedArgs; context: ClinicalContext }) => followQueue(context, { queueId: args.queueId ?? undefined, ticketId: args.ticketId ?? undefined, after: args.after ?? undefined }) as never,
  })
  @Can('queue:read')
  queueChanged(
    @Root() sight: QueueSight,
    @Arg('queueId', () => ID, { nullable: true }) _queueId: string | undefined,
    @Arg('ticketId', () => ID, { nullable: true }) _ticketId: string | undefined,
    @Arg('after', () => Int, { nullable: true }) _after: number | undefined,
    @Ctx() ctx: ClinicalContext,
  ) {
    return viewOf(sight, ctx.viewer)
  }

  @FieldResolver(() => QueueTicket, { nullable: true, description: 'The viewer\'s own ticket, or the one asked for.' })
  ticket(@Root() view: ReturnType<typeof viewOf>) {
    return view.ticket
  }

  @FieldResolver(() => Queue)
  queue(@Root() view: ReturnType<typeof viewOf>) {
    return view.queue
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { ticketsByAppointment } from '../queue/queue.ts'
import { QueueTicket } from '../queue/queue.types.ts'
import { DepartmentReference, PatientReference, PractitionerReference } from '../references.types.ts'
import { findSlots } from '../scheduling/schedule.ts'
import { scheduleOf } from '../scheduling/schedule.resolver.ts'
import { Schedule, Slot } from '../scheduling/schedule.types.ts'
import { alternativesOf } from './alternatives.ts'
import { availableActionsOf, cancellableUntilOf, checkInRuleOf } from './appointment.actions.ts'
import { appointmentTransitions } from './appointment.status.ts'
import { findAppointments, listAppointments, type AppointmentRow } from './appointment.ts'
import { Appointment, AppointmentConnection, AppointmentFilter, CheckInRule, HoldAppointmentInput } from './appointment.types.ts'
import { cancelAppointment, releaseAppointment } from './cancellation.ts'
import { holdAppointment } from './hold.ts'

@Resolver(() => Appointment)
export class AppointmentResolver {
  @Query(() => Appointment, { nullable: true })
  @Can('appointment:read')
  async appointment(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return (await findAppointments(ctx, [id]))[0] ?? null
  }

  @Query(() => AppointmentConnection, { description: 'Registrations that the viewer may see, newest first.' })
  @Can('appointment:read')
  async appointments(@Arg('filter', () => AppointmentFilter, { nullable: true }) filter: AppointmentFilter | undefined, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    return new AppointmentConnection(await listAppointments(ctx, page, filter ?? undefined))
  }

  @Mutation(() => Appointment, { description: 'Holds a place (锁号), here and in the hospital\'s system, until it is paid for or its time runs out.' })
  @Can('appointment:hold')
  holdAppointment(@Arg('input', () => HoldAppointmentInput) input: HoldAppointmentInput, @Ctx() ctx: ClinicalContext) {
    return holdAppointment(ctx, input)
  }

  @Mutation(() => Appointment, { description: 'Gives back a hold that has not been paid for.' })
  @Can(appointmentTransitions.releaseAppointment.by)
  releaseAppointment(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return inTransaction(ctx, (tx) => releaseAppointment(tx, id))
  }

  @Mutation(() => Appointment, { description: 'Cancels a booking (退号) within the hospital\'s limit; the fee goes back by itself.' })
  @Can(appointmentTransitions.cancelAppointment.by)
  cancelAppointment(@Arg('id', () => ID) id: string, @Arg('reason', () => String, { nullable: true }) reason: string | undefined, @Ctx() ctx: ClinicalContext) {
    return cancelAppointment(ctx, id, reason ?? undefined)
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: AppointmentRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => DepartmentReference)
  department(@Root() row: AppointmentRow) {
    return { id: row.departmentId }
  }

  @FieldResolver(() => PractitionerReference, { nullable: true, description: 'Null for a clinic of the department.' })
  practitioner(@Root() row: AppointmentRow) {
    return row.practitionerId ? { id: row.practitionerId } : null
  }

  @FieldResolver(() => Schedule)
  schedule(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return scheduleOf(ctx, row.scheduleId)
  }

  @FieldResolver(() => Slot)
  slot(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return batch(ctx, 'slot', async (ids) => new Map((await findSlots(ctx, ids)).map((slot) => [slot.id, slot]))).load(row.slotId)
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Of an unpaid hold: until when the place is kept.' })
  heldUntil(@Root() row: AppointmentRow) {
    return row.status === 'HELD' ? row.heldUntil : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its number in the hospital\'s own system.' })
  hisNumber(@Root() row: AppointmentRow) {
    return row.hisAppointmentId
  }

  @FieldResolver(() => QueueTicket, { nullable: true })
  ticket(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return batch(ctx, 'ticket of appointment', (ids) => ticketsByAppointment(ctx, ids)).load(row.id)
  }

  @FieldResolver(() => [String], { description: 'Mutations that the viewer may call on it now.' })
  availableActions(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return availableActionsOf(ctx, row)
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Until when it may be cancelled online; null for a same-day registration.' })
  cancellableUntil(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return cancellableUntilOf(ctx, row)
  }

  @FieldResolver(() => [Schedule], { description: 'Of a stopped clinic\'s registration: other clinics with places, the same doctor\'s first.' })
  alternatives(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return alternativesOf(ctx, row)
  }

  @FieldResolver(() => CheckInRule, { nullable: true, description: 'Of a booking: when and where it is checked in.' })
  checkIn(@Root() row: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    return checkInRuleOf(ctx, row)
  }
}

@Resolver(() => PatientReference)
export class PatientAppointmentResolver {
  @FieldResolver(() => AppointmentConnection, { description: 'Registrations of this person, newest first.' })
  async appointments(@Root() { id }: PatientReference, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    return new AppointmentConnection(await listAppointments(ctx, page, { patientId: id }))
  }
}

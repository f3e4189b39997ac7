import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { ClinicalContext } from '../context.ts'
import { OrderReference, PatientReference } from '../references.types.ts'
import { findAppointments, type AppointmentRow } from '../registration/appointment.ts'
import { Appointment } from '../registration/appointment.types.ts'
import { findReports } from '../reports/report.ts'
import { Report } from '../reports/report.types.ts'
import { entriesByAppointment, readTrace, type TraceRow } from './trace.ts'
import { TraceEntry, TraceEntryConnection, TraceFilter } from './trace.types.ts'

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]))

@Resolver(() => TraceEntry)
export class TraceResolver {
  @Query(() => TraceEntryConnection, { description: 'A person\'s way through the hospital, oldest first. That it was read is written to the log.' })
  @Can('trace:read')
  async traceEntries(@Arg('filter', () => TraceFilter) filter: TraceFilter, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    return new TraceEntryConnection(await readTrace(ctx, page, filter))
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: TraceRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => Appointment, { nullable: true, description: 'The registration whose visit it belongs to.' })
  appointment(@Root() row: TraceRow, @Ctx() ctx: ClinicalContext) {
    return row.appointmentId && batch(ctx, 'appointment of trace', async (ids) => byId(await findAppointments(ctx, ids))).load(row.appointmentId)
  }

  @FieldResolver(() => OrderReference, { nullable: true, description: 'What was to be paid, was paid, or went back.' })
  order(@Root() row: TraceRow) {
    return row.orderId ? { id: row.orderId } : null
  }

  @FieldResolver(() => Report, { nullable: true, description: 'The report that came, for whoever may read it.' })
  report(@Root() row: TraceRow, @Ctx() ctx: ClinicalContext) {
    return row.subjectType === 'Report' ? batch(ctx, 'report of trace', async (ids) => byId(await findReports(ctx, ids))).load(row.subjectId) : null
  }
}

@Resolver(() => Appointment)
export class AppointmentTraceResolver {
  @FieldResolver(() => [TraceEntry], { description: 'The visit on one time axis, oldest first: for the patient\'s own account. Administrators read it by `traceEntries`, which is logged.' })
  async trace(@Root() { id }: AppointmentRow, @Ctx() ctx: ClinicalContext) {
    if (ctx.viewer.kind !== 'PATIENT' && ctx.viewer.kind !== 'SERVICE') return []
    return (await batch(ctx, 'trace of appointment', (ids) => entriesByAppointment(ctx, ids)).load(id)) ?? []
  }
}

import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { HospitalDate } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import { DepartmentReference, PractitionerReference } from '../references.types.ts'
import { findSchedules, listDepartmentSchedules, openPlaces, scheduleDaysByDepartment, schedulesByPractitioner, slotsBySchedule } from './schedule.ts'
import { Schedule, ScheduleDay, Slot, type ScheduleRow, type SlotRow } from './schedule.types.ts'

export const slotsOf = (ctx: Context, id: string) => batch(ctx, 'slots of schedule', (ids) => slotsBySchedule(ctx, ids)).load(id)

export const scheduleOf = (ctx: Context, id: string) =>
  batch(ctx, 'schedule', async (ids) => new Map((await findSchedules(ctx, ids)).map((row) => [row.id, row]))).load(id)

@Resolver(() => Schedule)
export class ScheduleResolver {
  @Query(() => [Schedule], { description: 'Clinics of a department on a day, doctors in the hospital\'s order; full and stopped ones included.' })
  @Can('schedule:read')
  schedules(@Arg('departmentId', () => ID) departmentId: string, @Arg('day', () => HospitalDate) day: string, @Ctx() ctx: Context) {
    return listDepartmentSchedules(ctx, departmentId, day)
  }

  @Query(() => Schedule, { nullable: true })
  @Can('schedule:read')
  async schedule(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findSchedules(ctx, [id]))[0] ?? null
  }

  @FieldResolver(() => DepartmentReference)
  department(@Root() row: ScheduleRow) {
    return { id: row.departmentId }
  }

  @FieldResolver(() => PractitionerReference, { nullable: true, description: 'Null for a clinic of the department.' })
  practitioner(@Root() row: ScheduleRow) {
    return row.practitionerId ? { id: row.practitionerId } : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a disease-specific clinic: which one (专病门诊).' })
  disease(@Root() row: ScheduleRow) {
    return row.kind === 'DISEASE' ? row.clinicName : null
  }

  @FieldResolver(() => [Slot])
  async slots(@Root() row: ScheduleRow, @Ctx() ctx: Context) {
    return (await slotsOf(ctx, row.id)) ?? []
  }

  @FieldResolver(() => Int)
  async capacity(@Root() row: ScheduleRow, @Ctx() ctx: Context) {
    return ((await slotsOf(ctx, row.id)) ?? []).reduce((sum, segment) => sum + segment.capacity, 0)
  }

  @FieldResolver(() => Int, { description: 'Places left in segments that are still ahead.' })
  async remaining(@Root() row: ScheduleRow, @Ctx() ctx: Context) {
    return ((await slotsOf(ctx, row.id)) ?? []).reduce((sum, segment) => sum + openPlaces(row, segment, ctx.now()), 0)
  }
}

@Resolver(() => Slot)
export class SlotResolver {
  @FieldResolver(() => Schedule)
  schedule(@Root() row: SlotRow, @Ctx() ctx: Context) {
    return scheduleOf(ctx, row.scheduleId)
  }

  @FieldResolver(() => Int, { description: 'Places left; none once the segment is over or stopped.' })
  async remaining(@Root() row: SlotRow, @Ctx() ctx: Context) {
    return openPlaces((await scheduleOf(ctx, row.scheduleId))!, row, ctx.now())
  }
}

@Resolver(() => DepartmentReference)
export class DepartmentScheduleResolver {
  @FieldResolver(() => [ScheduleDay], { description: 'Every day of the range (at most 31) with the places left.' })
  async scheduleDays(@Root() { id }: DepartmentReference, @Arg('from', () => HospitalDate) from: string, @Arg('to', () => HospitalDate) to: string, @Ctx() ctx: Context) {
    return batch(ctx, `schedule days ${from} ${to}`, (ids) => scheduleDaysByDepartment(ctx, ids, from, to)).load(id)
  }
}

@Resolver(() => PractitionerReference)
export class PractitionerScheduleResolver {
  @FieldResolver(() => [Schedule], { description: 'Clinics of the range, at most 31 days.' })
  async schedules(@Root() { id }: PractitionerReference, @Arg('from', () => HospitalDate) from: string, @Arg('to', () => HospitalDate) to: string, @Ctx() ctx: Context) {
    return (await batch(ctx, `schedules ${from} ${to}`, (ids) => schedulesByPractitioner(ctx, ids, from, to)).load(id)) ?? []
  }
}

import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { HospitalDate } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { ClinicalContext } from '../context.ts'
import { bookedBySchedule, listBoard, stateOf } from './board.ts'
import { ScheduleBoardFilter, ScheduleConnection, ScheduleStateEnum, ScheduleSync, ScheduleSyncRun } from './board.types.ts'
import { readSync, syncScheduleDay, type ScheduleRunRow } from './schedule-run.ts'
import { slotsOf } from './schedule.resolver.ts'
import { SOURCE } from './schedule-sync.ts'
import { Schedule, type ScheduleRow } from './schedule.types.ts'

@Resolver(() => Schedule)
export class ScheduleBoardResolver {
  @Query(() => ScheduleConnection, { description: 'Every clinic of a day, stopped and full ones included, by department.' })
  @Can('schedule:oversee')
  async scheduleBoard(@Arg('filter', () => ScheduleBoardFilter) filter: ScheduleBoardFilter, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    return new ScheduleConnection(await listBoard(ctx, page, filter))
  }

  @Query(() => ScheduleSync)
  @Can('schedule:oversee')
  scheduleSync(@Ctx() ctx: ClinicalContext) {
    return readSync(ctx, SOURCE)
  }

  @Mutation(() => ScheduleSyncRun, { description: 'Takes over one day from the hospital\'s system at once, wholly.' })
  @Can('schedule:oversee')
  syncScheduleDay(@Arg('day', () => HospitalDate) day: string, @Ctx() ctx: ClinicalContext) {
    return syncScheduleDay(ctx, day)
  }

  @FieldResolver(() => ScheduleStateEnum)
  async state(@Root() row: ScheduleRow, @Ctx() ctx: ClinicalContext) {
    return stateOf(row, (await slotsOf(ctx, row.id)) ?? [], ctx.now())
  }

  @FieldResolver(() => Int, { description: 'Segments added to what was planned (加号).' })
  async extraSegments(@Root() row: ScheduleRow, @Ctx() ctx: ClinicalContext) {
    return ((await slotsOf(ctx, row.id)) ?? []).filter(({ extra, stopped }) => extra && !stopped).length
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Registrations of this platform that stand; for those who oversee clinics, and for the doctor\'s own.' })
  async booked(@Root() row: ScheduleRow, @Ctx() ctx: ClinicalContext) {
    const { viewer } = ctx
    const may = can(viewer, 'schedule:oversee') || (viewer.kind === 'PRACTITIONER' && viewer.practitionerId === row.practitionerId)
    return may ? ((await batch(ctx, 'booked of schedule', (ids) => bookedBySchedule(ctx, ids)).load(row.id))?.booked ?? 0) : null
  }
}

@Resolver(() => ScheduleSyncRun)
export class ScheduleSyncRunResolver {
  @FieldResolver(() => Boolean)
  byPerson(@Root() { cause }: ScheduleRunRow) {
    return cause === 'PERSON'
  }
}

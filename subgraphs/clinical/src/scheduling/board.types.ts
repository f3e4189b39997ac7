import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import { SCHEDULE_STATES, type ScheduleState } from './schedule.kinds.ts'
import { enumOf, Schedule } from './schedule.types.ts'

export const ScheduleStateEnum = enumOf(SCHEDULE_STATES)
registerEnumType(ScheduleStateEnum, { name: 'ScheduleState', description: 'OPEN: places are left. FULL: none. STOPPED: 停诊. OVER: its time has passed.' })

export const ScheduleConnection = connectionOf(Schedule, 'Schedule')

@InputType({ description: 'Which clinics of a day the board shows.' })
export class ScheduleBoardFilter {
  @Field(() => HospitalDate)
  day!: string

  @Field(() => ID, { nullable: true })
  departmentId?: string

  @Field(() => ScheduleStateEnum, { nullable: true })
  state?: ScheduleState

  @Field(() => Boolean, { nullable: true, description: 'Only clinics with extra segments (加号).' })
  extra?: boolean
}

@ObjectType({ description: 'What a look at the hospital\'s schedules came to; clinics and segments counted alike.' })
export class ScheduleSyncRun {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => Boolean, { description: 'Asked for by a person; else by the clock.' })
  byPerson!: boolean

  @Field(() => HospitalDate, { nullable: true, description: 'The one day that was asked for.' })
  day!: string | null

  @Field(() => Int)
  added!: number

  @Field(() => Int)
  changed!: number

  @Field(() => Int)
  unchanged!: number

  @Field(() => Int)
  failed!: number

  @Field(() => Int, { description: 'Clinics that were stopped, wholly or in part (停诊).' })
  stopped!: number

  @Field(() => [String])
  messages!: string[]
}

@ObjectType({ description: 'How the schedules stand with the hospital\'s own system.' })
export class ScheduleSync {
  @Field(() => DateTime, { nullable: true, description: 'When it last answered.' })
  checkedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it last did not; later than `checkedAt` while it is away.' })
  failedAt!: Date | null

  @Field(() => [ScheduleSyncRun], { description: 'The latest that changed something or were asked for, newest first.' })
  runs!: ScheduleSyncRun[]
}

import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import type { schedule, slot } from '../tables/scheduling.ts'
import { DAY_PARTS, SLOT_KINDS, type DayPart, type SlotKind } from './schedule.kinds.ts'

export const enumOf = <T extends string>(values: readonly T[]) => Object.fromEntries(values.map((value) => [value, value])) as { [K in T]: K }

export const SlotKindEnum = enumOf(SLOT_KINDS)
registerEnumType(SlotKindEnum, { name: 'SlotKind', description: '号别: general (普通), expert (专家) or disease-specific (专病) clinic.' })

export const DayPartEnum = enumOf(DAY_PARTS)
registerEnumType(DayPartEnum, { name: 'DayPart', description: 'Part of a hospital day: 上午, 下午, 夜间.' })

export type ScheduleRow = typeof schedule.$inferSelect
export type SlotRow = typeof slot.$inferSelect

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A clinic session (出诊排班) of a doctor, or of a department, in one part of a day.' })
export class Schedule {
  @Field(() => ID)
  id!: string

  @Field(() => SlotKindEnum)
  kind!: SlotKind

  @Field(() => HospitalDate)
  day!: string

  @Field(() => DayPartEnum)
  part!: DayPart

  @Field(() => Fen, { description: 'Registration fee (挂号费).' })
  feeFen!: number

  @Field(() => String, { nullable: true })
  room!: string | null

  @Field(() => Boolean, { description: 'The clinic will not take place (停诊).' })
  stopped!: boolean

  @Field(() => String, { nullable: true })
  stopReason!: string | null
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A segment of a schedule (号源时段).' })
export class Slot {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  startsAt!: Date

  @Field(() => DateTime)
  endsAt!: Date

  @Field(() => Int)
  capacity!: number

  @Field(() => Boolean, { description: 'Added to what was planned (加号).' })
  extra!: boolean
}

@ObjectType({ description: 'What a department offers on one day.' })
export class ScheduleDay {
  @Field(() => HospitalDate)
  day!: string

  @Field(() => Int, { description: 'Places left in segments that are still ahead.' })
  remaining!: number

  @Field(() => Boolean, { description: 'Some clinic takes place; with no place left it is full.' })
  open!: boolean
}

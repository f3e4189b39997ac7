import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import type { DayPart } from '../scheduling/schedule.kinds.ts'
import { DayPartEnum, enumOf } from '../scheduling/schedule.types.ts'
import { TICKET_STATUSES, type TicketStatus } from './ticket.status.ts'

export const TicketStatusEnum = enumOf(TICKET_STATUSES)
registerEnumType(TicketStatusEnum, { name: 'TicketStatus', description: 'WAITING 候诊, CALLED 已叫号, SERVING 就诊中, DONE 已就诊, MISSED 过号, LEFT 已离开.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Who waits (候诊队列) for a doctor, or for a department\'s clinic, in one part of a day.' })
export class Queue {
  @Field(() => ID)
  id!: string

  @Field(() => HospitalDate)
  day!: string

  @Field(() => DayPartEnum)
  part!: DayPart

  @Field(() => String, { nullable: true })
  room!: string | null

  @Field(() => Int, { description: 'Grows by one with every change.' })
  version!: number

  @Field(() => Boolean, { description: 'The hospital\'s own calling system (院内叫号) runs it; calls made here are made there too.' })
  calledByHis!: boolean
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A patient\'s number in a queue (候诊号), given at check-in.' })
export class QueueTicket {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'What is called out, e.g. A007.' })
  number!: string

  @Field(() => TicketStatusEnum)
  status!: TicketStatus

  @Field(() => Int)
  calledTimes!: number

  @Field(() => DateTime)
  checkedInAt!: Date

  @Field(() => DateTime, { nullable: true })
  calledAt!: Date | null
}

@ObjectType({ description: 'A number on the board in the waiting room. Nobody else\'s name is on it.' })
export class QueueBoardEntry {
  @Field(() => String)
  number!: string

  @Field(() => TicketStatusEnum)
  status!: TicketStatus

  @Field(() => Boolean, { description: 'One of the viewer\'s own persons.' })
  mine!: boolean
}

@ObjectType({ description: 'A queue at one moment, as the viewer may see it. All numbers in it belong together.' })
export class QueueView {
  @Field(() => ID)
  queueId!: string

  @Field(() => Int, { description: 'Give the last one seen as `after` when connecting again.' })
  sequence!: number

  @Field(() => Int)
  version!: number

  @Field(() => String, { nullable: true, description: 'The number that is with the doctor or was called last.' })
  nowServing!: string | null

  @Field(() => Int)
  waitingCount!: number

  @Field(() => Int, { description: 'Minutes a visit takes in this queue.' })
  averageMinutes!: number

  @Field(() => [QueueBoardEntry])
  board!: QueueBoardEntry[]
}

@InputType()
export class CheckInInput {
  @Field(() => ID)
  appointmentId!: string

  @Field(() => Float)
  latitude!: number

  @Field(() => Float)
  longitude!: number

  @Field(() => Float, { description: 'How exact the position is, as the phone says.' })
  accuracyMeters!: number
}

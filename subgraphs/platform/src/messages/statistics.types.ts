import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { HospitalDate } from '@hospital/subgraph/scalars'
import { MessageChannel } from './template.types.ts'

@InputType()
export class MessageStatisticsFilter {
  @Field(() => HospitalDate)
  from!: string

  @Field(() => HospitalDate, { description: 'The last day, counted too; at most a year after the first.' })
  to!: string

  @Field(() => String, { nullable: true })
  event?: string | null

  @Field(() => MessageChannel, { nullable: true })
  channel?: keyof typeof MessageChannel | null

  @Field(() => String, { nullable: true })
  terminal?: string | null
}

@ObjectType({ description: 'How many messages of a day, a channel, a terminal or an event stand where at this moment.' })
export class MessageCount {
  @Field(() => String, { description: 'As the filter of `sentMessages` takes it.' })
  key!: string

  @Field(() => String)
  label!: string

  @Field(() => Int, { description: 'Wait to be sent.' })
  queued!: number

  @Field(() => Int, { description: 'Were sent; no receipt has come yet.' })
  sent!: number

  @Field(() => Int)
  delivered!: number

  @Field(() => Int)
  failed!: number
}

@ObjectType({ description: 'Messages counted by day, channel, terminal and event (消息统计).' })
export class MessageStatistics {
  @Field(() => MessageCount)
  total!: MessageCount

  @Field(() => [MessageCount], { description: 'Every day of the span, those without a message too.' })
  days!: MessageCount[]

  @Field(() => [MessageCount])
  channels!: MessageCount[]

  @Field(() => [MessageCount])
  terminals!: MessageCount[]

  @Field(() => [MessageCount])
  events!: MessageCount[]
}

import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'An in-app message (站内消息).' })
export class Message {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'What it is about, e.g. `appointment.booked`.' })
  event!: string

  @Field(() => String)
  title!: string

  @Field(() => String)
  body!: string

  @Field(() => String, { nullable: true, description: 'Path within the app.' })
  link!: string | null

  @Field(() => DateTime)
  at!: Date

  @Field(() => DateTime, { nullable: true })
  readAt!: Date | null
}

export const MessageConnection = connectionOf(Message, 'Message')

@InputType()
export class MessageFilter {
  @Field(() => [String], { nullable: true, description: 'The first part of an event’s name: `appointment`, `order`.' })
  kinds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Only those that were not read.' })
  unread?: boolean | null
}

@ObjectType({ description: 'Something that the recipient must know: query again what it names.' })
export class InboxEvent {
  @Field(() => Int, { description: 'Give the last one back as `after` when reconnecting.' })
  sequence!: number

  @Field(() => String)
  kind!: string

  @Field(() => String, { nullable: true })
  subjectType!: string | null

  @Field(() => ID, { nullable: true })
  subjectId!: string | null

  @Field(() => DateTime)
  at!: Date
}

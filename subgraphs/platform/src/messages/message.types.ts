import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
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

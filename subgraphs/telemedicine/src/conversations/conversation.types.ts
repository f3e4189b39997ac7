import { Directive, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import type { conversation, conversationEvent, message } from '../tables.ts'
import { MessageContentKind, SenderKind, type ContentKind, type Sender } from './conversation.kinds.ts'

export type ConversationRow = typeof conversation.$inferSelect
export type MessageRow = typeof message.$inferSelect
export type EventRow = typeof conversationEvent.$inferSelect

@ObjectType({ description: 'A picture or a recording in a message. The link opens for about 15 minutes, for the session that asked; ask again for a new one.' })
export class MessageFile {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'A path at the app, or at the gateway with the session\'s bearer.' })
  url!: string

  @Field(() => String)
  contentType!: string

  @Field(() => Int)
  bytes!: number

  @Field(() => Float, { nullable: true, description: 'Length of a recording, where its form tells.' })
  durationSeconds!: number | null

  @Field(() => Int, { nullable: true })
  width!: number | null

  @Field(() => Int, { nullable: true })
  height!: number | null
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One thing said in a conversation (会话消息). Never changed, never deleted.' })
export class ConversationMessage {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'That of the event which brought it: ascending in a conversation, with gaps where marks came between.' })
  sequence!: number

  @Field(() => SenderKind)
  sender!: Sender

  @Field(() => MessageContentKind)
  kind!: ContentKind

  @Field(() => String, { nullable: true })
  text!: string | null

  @Field(() => String, { description: 'Given by the sender, so that it knows its own message again.' })
  clientId!: string

  @Field(() => DateTime)
  sentAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'What a patient and a practitioner say to each other about one subject (会话). Opened when the subject was paid for, closed with it, kept.' })
export class Conversation {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'The GraphQL type of the subject, e.g. `Consultation`.' })
  subjectType!: string

  @Field(() => ID)
  subjectId!: string

  @Field(() => Int, { description: 'Sequence of the newest event: `conversationEvents(after:)` from here misses nothing.' })
  lastSequence!: number

  @Field(() => Int, { description: 'The patient has read up to this sequence (已读).' })
  readByPatient!: number

  @Field(() => Int)
  readByPractitioner!: number

  @Field(() => Int, { description: 'A device of the patient has received up to this sequence (已送达).' })
  deliveredToPatient!: number

  @Field(() => Int)
  deliveredToPractitioner!: number
}

export const ConversationConnection = connectionOf(Conversation, 'Conversation')

@ObjectType({ description: 'One change of a conversation: a message, marks, or its opening or closing. Each is delivered once and in order.' })
export class ConversationEvent {
  @Field(() => Int, { description: 'Counts every event of the conversation, without gaps.' })
  sequence!: number

  @Field(() => Int, { nullable: true })
  readByPatient!: number | null

  @Field(() => Int, { nullable: true })
  readByPractitioner!: number | null

  @Field(() => Int, { nullable: true })
  deliveredToPatient!: number | null

  @Field(() => Int, { nullable: true })
  deliveredToPractitioner!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Set where the conversation opened or closed.' })
  open!: boolean | null
}

@InputType({ description: 'Either text or the receipt of an upload.' })
export class SendMessageInput {
  @Field(() => ID)
  conversationId!: string

  @Field(() => ID, { description: 'A UUID made by the sender for this message: sending it again is harmless.' })
  clientId!: string

  @Field(() => String, { nullable: true, description: '1 to 2000 characters.' })
  text?: string

  @Field(() => String, { nullable: true, description: '`Upload-Receipt` of a finished upload of the sender.' })
  uploadReceipt?: string
}

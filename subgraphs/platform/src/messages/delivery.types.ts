import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import { DELIVERY_STATES, type DeliveryState } from './delivery.status.ts'
import { MessageAudience, MessageChannel } from './template.types.ts'

export const MessageStatus = Object.fromEntries(DELIVERY_STATES.map((state) => [state, state]))
registerEnumType(MessageStatus, { name: 'MessageStatus', description: '待发送, 已发送（等待回执）, 已送达, 发送失败.' })

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Account')
export class AccountReference {
  @Field(() => ID)
  id!: string
}

@ObjectType({ description: 'One try to send a message.' })
export class MessageAttempt {
  @Field(() => Int)
  number!: number

  @Field(() => DateTime)
  at!: Date

  @Field(() => String, { description: 'ACCEPTED, REFUSED, UNREACHABLE, RETRY, UNKNOWN.' })
  outcome!: string

  @Field(() => String, { nullable: true, description: 'TENCENT, ALIYUN, WECHAT.' })
  provider!: string | null

  @Field(() => String, { nullable: true, description: 'The provider’s answer.' })
  code!: string | null

  @Field(() => String, { nullable: true, description: 'By which the provider finds it.' })
  serialNo!: string | null

  @Field(() => DateTime, { nullable: true })
  receiptAt!: Date | null

  @Field(() => String, { nullable: true })
  receiptCode!: string | null
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A message to one recipient by one channel (发送记录).' })
export class SentMessage {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  event!: string

  @Field(() => MessageAudience)
  audience!: keyof typeof MessageAudience

  @Field(() => ID, { description: 'Of the account or the practitioner.' })
  recipientId!: string

  @Field(() => MessageChannel)
  channel!: keyof typeof MessageChannel

  @Field(() => MessageStatus)
  status!: DeliveryState

  @Field(() => String, { description: 'Where the recipient was seen last: H5, WECHAT_OA, WECHAT_MINI, ALIPAY_MINI, DOCTOR.' })
  terminal!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => String)
  title!: string

  @Field(() => String, { description: 'For a text message, the words as they stand at the provider.' })
  body!: string

  @Field(() => Int, { nullable: true, description: 'Null: the words that the system comes with.' })
  templateVersion!: number | null

  @Field(() => String, { nullable: true })
  subjectType!: string | null

  @Field(() => ID, { nullable: true })
  subjectId!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it is sent, or sent again: after the night, after a pause.' })
  dueAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  sentAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was delivered, or failed for good.' })
  endedAt!: Date | null

  @Field(() => String, { nullable: true })
  code!: string | null

  @Field(() => ID, { nullable: true, description: 'The message whose failure led to this one.' })
  insteadOf!: string | null
}

export const SentMessageConnection = connectionOf(SentMessage, 'SentMessage')

@ObjectType()
export class MessageEvent {
  @Field(() => String)
  event!: string

  @Field(() => String)
  label!: string
}

@InputType()
export class SentMessageFilter {
  @Field(() => String, { nullable: true })
  event?: string | null

  @Field(() => MessageChannel, { nullable: true })
  channel?: keyof typeof MessageChannel | null

  @Field(() => MessageStatus, { nullable: true })
  status?: DeliveryState | null

  @Field(() => String, { nullable: true })
  terminal?: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'The day that the statistics count it for.' })
  day?: string | null

  @Field(() => DateTime, { nullable: true })
  from?: Date | null

  @Field(() => DateTime, { nullable: true })
  to?: Date | null

  @Field(() => [ID], { nullable: true, description: 'Accounts or practitioners.' })
  recipientIds?: string[] | null
}

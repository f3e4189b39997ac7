import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { FEEDBACK_STATES, type FeedbackState } from './feedback.status.ts'

export const FeedbackStateEnum = Object.fromEntries(FEEDBACK_STATES.map((state) => [state, state]))
registerEnumType(FeedbackStateEnum, { name: 'FeedbackState', description: '待处理, 处理中（机构自行处理）, 客服处理中, 已答复, 已关闭, 再次反馈.' })

export const FeedbackKind = { OPINION: 'OPINION', PROBLEM: 'PROBLEM', COMPLAINT: 'COMPLAINT' } as const
registerEnumType(FeedbackKind, { name: 'FeedbackKind', description: '意见建议, 使用问题, 投诉.' })

export const FeedbackSide = { AUTHOR: 'AUTHOR', HOUSE: 'HOUSE' } as const
registerEnumType(FeedbackSide, { name: 'FeedbackSide', description: 'Who wrote: the author, or the hospital.' })

export const FeedbackAuthorKind = { PATIENT: 'PATIENT', PRACTITIONER: 'PRACTITIONER' } as const
registerEnumType(FeedbackAuthorKind, { name: 'FeedbackAuthorKind', description: '患者端, 医护端.' })

@ObjectType({ description: 'A picture that goes with a feedback.' })
export class FeedbackPicture {
  @Field(() => String, { description: 'Opens it for about a quarter of an hour.' })
  url!: string

  @Field(() => Int, { nullable: true })
  width!: number | null

  @Field(() => Int, { nullable: true })
  height!: number | null
}

@ObjectType({ description: 'A word of either side, in order.' })
export class FeedbackReply {
  @Field(() => ID)
  id!: string

  @Field(() => FeedbackSide)
  side!: keyof typeof FeedbackSide

  @Field(() => String)
  body!: string

  @Field(() => DateTime)
  at!: Date
}

@ObjectType({ description: 'An administrator who may take a feedback in hand.' })
export class FeedbackHandler {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'An opinion, a problem or a complaint, and what was said about it (意见反馈). Its author sees it, and whoever handles it.' })
export class Feedback {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'For people to quote, e.g. `FK20261128-0007`.' })
  number!: string

  @Field(() => FeedbackKind)
  kind!: keyof typeof FeedbackKind

  @Field(() => FeedbackStateEnum)
  status!: FeedbackState

  @Field(() => FeedbackAuthorKind)
  authorKind!: keyof typeof FeedbackAuthorKind

  @Field(() => String)
  content!: string

  @Field(() => Int, { description: 'Replies of the hospital that the author has not opened yet.' })
  unreadReplies!: number

  @Field(() => DateTime)
  submittedAt!: Date

  @Field(() => DateTime, { nullable: true })
  answeredAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  closedAt!: Date | null
}

export const FeedbackConnection = connectionOf(Feedback, 'Feedback')

@InputType()
export class FeedbackFilter {
  @Field(() => [FeedbackStateEnum], { nullable: true })
  status?: FeedbackState[] | null

  @Field(() => FeedbackKind, { nullable: true })
  kind?: keyof typeof FeedbackKind | null

  @Field(() => FeedbackAuthorKind, { nullable: true })
  authorKind?: keyof typeof FeedbackAuthorKind | null

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => Boolean, { nullable: true, description: 'What the asking administrator has in hand.' })
  mine?: boolean | null

  @Field(() => String, { nullable: true, description: 'Words of it, or the beginning of its number.' })
  search?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Submitted from this instant on.' })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Submitted before this instant.' })
  to?: Date | null
}

@InputType()
export class SubmitFeedbackInput {
  @Field(() => FeedbackKind)
  kind!: keyof typeof FeedbackKind

  @Field(() => String, { description: '5 to 500 characters.' })
  content!: string

  @Field(() => [String], { nullable: true, description: 'At most six pictures.' })
  uploadReceipts?: string[] | null

  @Field(() => String, { nullable: true, description: 'Phone, mail or WeChat, at most 60 characters. Kept sealed.' })
  contact?: string | null

  @Field(() => ID, { nullable: true, description: 'The main hospital unless told; a practitioner\'s own in any case.' })
  institutionId?: string | null
}

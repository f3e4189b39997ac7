import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { QR_CHANNELS, QR_TARGETS, type QrChannel, type QrTarget } from './qr-code.kinds.ts'

const enumOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]))
export const QrTargetEnum = enumOf(QR_TARGETS)
export const QrChannelEnum = enumOf(QR_CHANNELS)
registerEnumType(QrTargetEnum, { name: 'QrTarget', description: 'What a code leads to: a doctor, a department, the official account with the hospital’s home.' })
registerEnumType(QrChannelEnum, { name: 'QrChannel', description: 'An address of our own, or a code of the WeChat official account that lasts or ends (公众号永久/临时带参二维码).' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A QR code that leads to a doctor, a department or the account, and whose scans are counted (推广二维码).' })
export class QrCode {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'In its own address, and the scene of WeChat’s.' })
  code!: string

  @Field(() => QrTargetEnum)
  target!: QrTarget

  @Field(() => QrChannelEnum)
  channel!: QrChannel

  @Field(() => String, { description: 'What it was made for (活动).' })
  campaign!: string

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => String, { nullable: true, description: 'What its picture says; null until the batch has come to it.' })
  url!: string | null

  @Field(() => DateTime, { nullable: true })
  expiresAt!: Date | null

  @Field(() => DateTime)
  createdAt!: Date
}

export const QrCodeConnection = connectionOf(QrCode, 'QrCode')

@InputType()
export class QrCodeFilter {
  @Field(() => QrTargetEnum, { nullable: true })
  target?: QrTarget | null

  @Field(() => QrChannelEnum, { nullable: true })
  channel?: QrChannel | null

  @Field(() => String, { nullable: true, description: 'In the campaign, the code, the doctor’s or the department’s name.' })
  search?: string | null

  @Field(() => ID, { nullable: true })
  practitionerId?: string | null

  @Field(() => ID, { nullable: true, description: 'Of one batch.' })
  jobId?: string | null
}

@InputType({ description: 'Up to 1,000 codes at once, one for each target.' })
export class CreateQrCodesInput {
  @Field(() => QrTargetEnum)
  target!: QrTarget

  @Field(() => [ID], { nullable: true, description: 'Doctors or departments. Left out: all in service of the institution; for the account there are none.' })
  targetIds?: string[] | null

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => QrChannelEnum)
  channel!: QrChannel

  @Field(() => String)
  campaign!: string

  @Field(() => Int, { nullable: true, description: 'For a temporary code of WeChat: 1 to 30.' })
  holdsDays?: number | null
}

@InputType()
export class QrStatisticsFilter {
  @Field(() => String, { description: 'The hospital’s day, inclusive.' })
  from!: string

  @Field(() => String, { description: 'The hospital’s day, inclusive; at most a year after the first.' })
  to!: string

  @Field(() => QrChannelEnum, { nullable: true })
  channel?: QrChannel | null

  @Field(() => String, { nullable: true })
  campaign?: string | null

  @Field(() => ID, { nullable: true })
  codeId?: string | null
}

@ObjectType({ description: 'Scans within a span of days.' })
export class QrCount {
  @Field(() => Int)
  scans!: number

  @Field(() => Int, { description: 'How many different visitors of a code: who scans two codes, or has two phones, is two.' })
  visitors!: number

  @Field(() => Int, { description: 'Who began to follow the official account by the scan.' })
  newFollowers!: number
}

@ObjectType()
export class QrDay extends QrCount {
  @Field(() => String)
  day!: string
}

@ObjectType()
export class QrChannelCount extends QrCount {
  @Field(() => QrChannelEnum)
  channel!: QrChannel
}

@ObjectType()
export class QrCampaignCount extends QrCount {
  @Field(() => String)
  campaign!: string
}

@ObjectType({ description: 'Scans by day, channel and campaign (扫码统计).' })
export class QrStatistics {
  @Field(() => QrCount)
  total!: QrCount

  @Field(() => [QrDay], { description: 'Every day of the span, those without a scan too.' })
  days!: QrDay[]

  @Field(() => [QrChannelCount])
  channels!: QrChannelCount[]

  @Field(() => [QrCampaignCount], { description: 'The twenty with the most scans.' })
  campaigns!: QrCampaignCount[]
}

@ObjectType({ description: 'Where a scanned code leads.' })
export class QrLanding {
  @Field(() => String, { description: 'A path of the patient app.' })
  path!: string
}

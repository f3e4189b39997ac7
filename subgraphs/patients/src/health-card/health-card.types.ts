import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

@ObjectType({ description: 'Who gives out electronic health cards: Tencent, Alipay, a region. Which ones, the hospital\'s configuration says.' })
export class HealthCardChannel {
  @Field(() => String, { description: 'Names it in `applyHealthCard`.' })
  code!: string

  @Field(() => String)
  label!: string
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person\'s electronic health card (电子健康卡) by one channel, seen with the person. Its number is shown nowhere; what readers scan is a code of the minute.' })
export class HealthCard {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  givenAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'Since then the hospital\'s readers find the record by it.' })
  boundAt!: Date | null
}

@ObjectType({ description: 'A dynamic code: good once, and only until it expires. Ask for another before.' })
export class HealthCardCode {
  @Field(() => String, { description: 'What the QR code says.' })
  text!: string

  @Field(() => DateTime)
  expiresAt!: Date

  @Field(() => Int, { description: 'How long it is still good for, whatever the phone\'s clock says.' })
  seconds!: number
}

@InputType()
export class ApplyHealthCardInput {
  @Field(() => ID)
  patientId!: string

  @Field(() => String, { description: 'A code of `healthCardChannels`.' })
  channel!: string

  @Field(() => ID, { description: 'The consent to `healthCard.consent`, given for this person.' })
  consentId!: string

  @Field(() => String, { description: '民族, in full: 汉族.' })
  nation!: string

  @Field(() => String, { nullable: true, description: 'Left out: the phone that the person, the guardian or the account has.' })
  phone?: string | null

  @Field(() => String, { nullable: true })
  address?: string | null

  @Field(() => String, { nullable: true, description: 'What the channel\'s page brought back for a new card: good once, for half an hour.' })
  wechatCode?: string | null

  @Field(() => String, { nullable: true, description: 'What the channel\'s page brought back for a card that the person holds.' })
  healthCode?: string | null
}

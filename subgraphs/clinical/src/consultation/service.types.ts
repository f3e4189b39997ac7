import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { Fen } from '@hospital/subgraph/scalars'
import type { consultationService } from '../tables/consultation.ts'
import { CONSULTATION_KINDS, type ConsultationKind as Kind } from './consultation.kinds.ts'

export type ServiceRow = typeof consultationService.$inferSelect

export const ConsultationKind = Object.fromEntries(CONSULTATION_KINDS.map((kind) => [kind, kind])) as { [K in Kind]: K }
registerEnumType(ConsultationKind, { name: 'ConsultationKind', description: 'By text (图文), phone (电话) or video (视频).' })

@ObjectType({ description: 'A stretch of a weekday in which a service can be asked for (服务时间).' })
export class ServiceHours {
  @Field(() => Int, { description: '1 = Monday … 7 = Sunday.' })
  weekday!: number

  @Field(() => String, { description: '`HH:mm` on the hospital\'s clock.' })
  start!: string

  @Field(() => String, { description: '`HH:mm`, not included; `24:00` is the end of the day.' })
  end!: string
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A kind of consultation that a doctor offers (咨询服务): price, hours, limits.' })
export class ConsultationService {
  @Field(() => ID)
  id!: string

  @Field(() => ConsultationKind)
  kind!: Kind

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Fen)
  priceFen!: number

  @Field(() => [ServiceHours])
  hours!: ServiceHours[]

  @Field(() => Int, { description: 'Messages the patient may send in one consultation.' })
  messageLimit!: number

  @Field(() => Int, { description: 'Consultations a day at most (每日接诊上限).' })
  dailyLimit!: number
}

export const ConsultationServiceConnection = connectionOf(ConsultationService, 'ConsultationService')

@InputType()
export class ServiceHoursInput {
  @Field(() => Int, { description: '1 = Monday … 7 = Sunday.' })
  weekday!: number

  @Field(() => String)
  start!: string

  @Field(() => String)
  end!: string
}

@InputType()
export class SetConsultationServiceInput {
  @Field(() => ConsultationKind)
  kind!: Kind

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Fen, { description: '0 to 99,999.00 yuan.' })
  priceFen!: number

  @Field(() => [ServiceHoursInput])
  hours!: ServiceHoursInput[]

  @Field(() => Int, { description: '1 to 200.' })
  messageLimit!: number

  @Field(() => Int, { description: '1 to 200.' })
  dailyLimit!: number
}

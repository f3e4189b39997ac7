import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'

export const FaqShortcut = { REGISTRATION: 'REGISTRATION', CONSULTATION: 'CONSULTATION', QUEUE: 'QUEUE', ORDERS: 'ORDERS', CARDS: 'CARDS', PATIENTS: 'PATIENTS', HOMECARE: 'HOMECARE' } as const
registerEnumType(FaqShortcut, { name: 'FaqShortcut', description: 'Where an answer leads (业务快捷入口): 预约挂号, 图文咨询, 排队候诊, 我的订单, 就诊卡, 就诊人, 护理到家.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A question that people ask often, with its answer (常见问题).' })
export class Faq {
  @Field(() => ID)
  id!: string

  @Field(() => ID, { nullable: true, description: 'Null: of the whole hospital.' })
  institutionId!: string | null

  @Field(() => String, { description: 'A code of the dictionary `faq-category`.' })
  category!: string

  @Field(() => Int)
  sortOrder!: number

  @Field(() => String)
  question!: string

  @Field(() => String)
  answer!: string

  @Field(() => FaqShortcut, { nullable: true })
  shortcut!: keyof typeof FaqShortcut | null

  @Field(() => Boolean, { description: 'Those that are not are seen by whoever keeps them alone.' })
  enabled!: boolean

  @Field(() => Int)
  version!: number
}

export const FaqConnection = connectionOf(Faq, 'Faq')

@InputType()
export class FaqFilter {
  @Field(() => ID, { nullable: true, description: 'Its own and those inherited from above; for whoever keeps them, its own alone.' })
  institutionId?: string | null

  @Field(() => String, { nullable: true })
  category?: string | null

  @Field(() => String, { nullable: true, description: 'Words of the question or the answer, or first letters of the question in pinyin.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'For whoever keeps them.' })
  enabled?: boolean | null
}

@InputType({ description: 'Without an id: a new one. With an id and the version it was read at: a change.' })
export class SaveFaqInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => Int, { nullable: true })
  version?: number | null

  @Field(() => ID, { nullable: true, description: 'The whole hospital unless told.' })
  institutionId?: string | null

  @Field(() => String, { description: 'A code of the dictionary `faq-category`.' })
  category!: string

  @Field(() => Int, { description: '0 to 9,999; the smaller, the earlier.' })
  sortOrder!: number

  @Field(() => String, { description: 'At most 60 characters.' })
  question!: string

  @Field(() => String, { description: 'At most 2,000 characters.' })
  answer!: string

  @Field(() => FaqShortcut, { nullable: true })
  shortcut?: keyof typeof FaqShortcut | null

  @Field(() => Boolean)
  enabled!: boolean
}

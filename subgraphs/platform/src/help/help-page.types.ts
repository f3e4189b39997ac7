import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

export const HelpModuleKind = { FAQ: 'FAQ', FEEDBACK: 'FEEDBACK', SERVICE: 'SERVICE' } as const
registerEnumType(HelpModuleKind, { name: 'HelpModuleKind', description: '常见问题, 意见反馈, 人工客服.' })

@ObjectType({ description: 'A part of the help page (在线帮助模块).' })
export class HelpModule {
  @Field(() => HelpModuleKind)
  kind!: keyof typeof HelpModuleKind

  @Field(() => Boolean, { description: 'Switched off, it is neither shown nor served.' })
  enabled!: boolean
}

@ObjectType({ description: 'When somebody answers the phone.' })
export class HelpServiceHours {
  @Field(() => [Int], { description: '1 (Monday) to 7.' })
  weekdays!: number[]

  @Field(() => String, { description: '`HH:mm`.' })
  start!: string

  @Field(() => String, { description: '`HH:mm`, later than the start.' })
  end!: string
}

@ObjectType({ description: 'People who help (人工客服).' })
export class HelpService {
  @Field(() => String, { nullable: true })
  phone!: string | null

  @Field(() => [HelpServiceHours])
  hours!: HelpServiceHours[]

  @Field(() => Boolean, { description: 'Whether somebody answers at this moment; always, where no hours are set.' })
  openNow!: boolean

  @Field(() => String, { nullable: true, description: 'Name of the customer service in WeChat (微信客服).' })
  wechatName!: string | null

  @Field(() => String, { nullable: true, description: 'Opens it.' })
  wechatUrl!: string | null
}

@ObjectType({ description: 'What the help page of an institution shows, in its order (在线帮助).' })
export class HelpPage {
  @Field(() => ID, { nullable: true, description: 'Null: of the whole hospital.' })
  institutionId!: string | null

  @Field(() => [HelpModule])
  modules!: HelpModule[]

  @Field(() => HelpService, { description: 'Empty while the module is switched off.' })
  service!: HelpService

  @Field(() => Boolean, { description: 'False: what is above holds here, too.' })
  own!: boolean

  @Field(() => Int, { description: 'Of what was set right here; 0 where nothing was.' })
  version!: number
}

@InputType()
export class HelpModuleInput {
  @Field(() => HelpModuleKind)
  kind!: keyof typeof HelpModuleKind

  @Field(() => Boolean)
  enabled!: boolean
}

@InputType()
export class HelpServiceHoursInput {
  @Field(() => [Int], { description: '1 (Monday) to 7, at least one.' })
  weekdays!: number[]

  @Field(() => String, { description: '`HH:mm`.' })
  start!: string

  @Field(() => String, { description: '`HH:mm`, later than the start.' })
  end!: string
}

@InputType()
export class SetHelpPageInput {
  @Field(() => ID, { nullable: true, description: 'The whole hospital unless told.' })
  institutionId?: string | null

  @Field(() => Int, { description: 'That the form was filled in upon.' })
  version!: number

  @Field(() => [HelpModuleInput], { description: 'Each kind once, in the order of the page.' })
  modules!: HelpModuleInput[]

  @Field(() => String, { nullable: true, description: 'Needed while the human service is switched on without WeChat.' })
  phone?: string | null

  @Field(() => [HelpServiceHoursInput], { nullable: true, description: 'At most seven spans; none: at all times.' })
  hours?: HelpServiceHoursInput[] | null

  @Field(() => String, { nullable: true })
  wechatName?: string | null

  @Field(() => String, { nullable: true, description: '`https://…`' })
  wechatUrl?: string | null
}

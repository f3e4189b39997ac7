import { Field, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

@ObjectType({ description: 'The WeChat that an account is told things by (微信通知).' })
export class WechatBinding {
  @Field(() => Boolean, { description: 'Follows the official account; WeChat delivers template messages to nobody else.' })
  following!: boolean

  @Field(() => DateTime)
  boundAt!: Date
}

@InputType()
export class StartWechatBindingInput {
  @Field(() => String, { description: 'A page of the apps; WeChat comes back to it with `state` and, where it names somebody, `code`.' })
  returnUrl!: string

  @Field(() => Boolean, { nullable: true, description: 'Takes the WeChat off another account that has it (改绑).' })
  moving?: boolean | null
}

@InputType()
export class FinishWechatBindingInput {
  @Field(() => String)
  state!: string

  @Field(() => String, { description: 'Good once, for five minutes.' })
  code!: string
}

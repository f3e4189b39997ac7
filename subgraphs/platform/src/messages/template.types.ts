import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

export const MessageChannel = { IN_APP: 'IN_APP', SMS: 'SMS', WECHAT: 'WECHAT' } as const
registerEnumType(MessageChannel, { name: 'MessageChannel', description: '站内消息, 短信, 微信.' })

export const MessageAudience = { ACCOUNT: 'ACCOUNT', PRACTITIONER: 'PRACTITIONER' } as const
registerEnumType(MessageAudience, { name: 'MessageAudience', description: 'Whom it tells: a patient’s account, or a practitioner.' })

export const TemplateSource = { OWN: 'OWN', INHERITED: 'INHERITED', HOUSE: 'HOUSE' } as const
registerEnumType(TemplateSource, { name: 'MessageTemplateSource', description: 'Set right here, for the whole hospital, or nowhere: the words that the system comes with.' })

export const WechatKind = { TEMPLATE: 'TEMPLATE', SUBSCRIBE: 'SUBSCRIBE' } as const
registerEnumType(WechatKind, { name: 'WechatMessageKind', description: '公众号模板消息, 公众号订阅通知.' })

@ObjectType({ description: 'What a template may mention, as `{name}`.' })
export class TemplateVariable {
  @Field(() => String)
  name!: string

  @Field(() => String)
  label!: string

  @Field(() => String, { description: 'What a preview shows.' })
  example!: string

  @Field(() => Boolean, { description: 'Every text that is switched on mentions it.' })
  needed!: boolean
}

@ObjectType()
@InputType('InAppTemplateInput')
export class InAppTemplate {
  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => String)
  title!: string

  @Field(() => String)
  body!: string
}

@ObjectType({ description: 'The provider sends the text that it approved under the code; ours is kept in the same words.' })
@InputType('SmsTemplateInput')
export class SmsTemplate {
  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => String)
  body!: string

  @Field(() => String, { nullable: true, description: 'Where it is not the one of the connectors file.' })
  tencentCode!: string | null

  @Field(() => String, { nullable: true, description: 'Where it is not the one of the connectors file.' })
  aliyunCode!: string | null
}

@ObjectType({ description: 'A keyword of a WeChat template (thing1, time2) and what it says.' })
@InputType('WechatKeywordInput')
export class WechatKeyword {
  @Field(() => String)
  key!: string

  @Field(() => String)
  text!: string
}

@ObjectType()
@InputType('WechatTemplateInput')
export class WechatTemplate {
  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => WechatKind)
  kind!: keyof typeof WechatKind

  @Field(() => String, { nullable: true })
  templateId!: string | null

  @Field(() => [WechatKeyword])
  keywords!: WechatKeyword[]
}

@ObjectType({ description: 'How one business event is told to one audience (消息模板).' })
export class MessageTemplate {
  @Field(() => String)
  event!: string

  @Field(() => MessageAudience)
  audience!: keyof typeof MessageAudience

  @Field(() => TemplateSource)
  source!: keyof typeof TemplateSource

  @Field(() => Int, { description: 'Of what is set right here; 0 where nothing is. Give it back when saving.' })
  version!: number

  @Field(() => ID, { nullable: true, description: 'Its subject in the log.' })
  id!: string | null

  @Field(() => DateTime, { nullable: true })
  changedAt!: Date | null
}

@InputType()
export class TemplatePlaceInput {
  @Field(() => String)
  event!: string

  @Field(() => MessageAudience)
  audience!: keyof typeof MessageAudience

  @Field(() => ID, { nullable: true, description: 'The whole hospital unless told.' })
  institutionId?: string | null

  @Field(() => Int, { description: 'The version that the form was filled in upon.' })
  version!: number
}

@InputType()
export class SaveMessageTemplateInput extends TemplatePlaceInput {
  @Field(() => InAppTemplate)
  inApp!: InAppTemplate

  @Field(() => SmsTemplate)
  sms!: SmsTemplate

  @Field(() => WechatTemplate)
  wechat!: WechatTemplate

  @Field(() => [MessageChannel], { description: 'Which channel outside is tried first, and which where it fails for good.' })
  order!: (keyof typeof MessageChannel)[]
}

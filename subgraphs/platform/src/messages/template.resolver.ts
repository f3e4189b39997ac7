import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { OutsideChannel } from '@hospital/events/notice-text'
import { declarationOfNotice } from '@hospital/events/notices'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { listTemplates, resetTemplate, saveTemplate, type TemplateInForce } from './template.ts'
import { InAppTemplate, MessageChannel, MessageTemplate, SaveMessageTemplateInput, SmsTemplate, TemplatePlaceInput, TemplateVariable, WechatTemplate } from './template.types.ts'

@Resolver(() => MessageTemplate)
export class MessageTemplateResolver {
  @Query(() => [MessageTemplate], { description: 'Every business event that people are told of, with what holds for the whole hospital or at an institution.' })
  @Can('message:configure')
  messageTemplates(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null, @Ctx() ctx: PlatformContext) {
    return listTemplates(ctx, institutionId)
  }

  @Mutation(() => MessageTemplate, { description: 'Words an event anew, channel by channel, from the next message on. Refuses INVALID_INPUT at a field: an unknown or missing variable, a text too long.' })
  @Can('message:configure')
  saveMessageTemplate(@Arg('input', () => SaveMessageTemplateInput) { inApp, sms, wechat, order, ...place }: SaveMessageTemplateInput, @Ctx() ctx: PlatformContext) {
    return saveTemplate(ctx, { ...place, content: { inApp: { ...inApp }, sms: { ...sms }, wechat: { ...wechat, keywords: wechat.keywords.map((one) => ({ ...one })) }, order: order as OutsideChannel[] } })
  }

  @Mutation(() => MessageTemplate, { description: 'Takes the own words away: those above, or the system’s, hold again.' })
  @Can('message:configure')
  resetMessageTemplate(@Arg('input', () => TemplatePlaceInput) input: TemplatePlaceInput, @Ctx() ctx: PlatformContext) {
    return resetTemplate(ctx, input)
  }

  @FieldResolver(() => String)
  label(@Root() { event }: TemplateInForce) {
    return declarationOfNotice(event)!.label
  }

  @FieldResolver(() => String, { description: 'The part of the business it belongs to.' })
  group(@Root() { event }: TemplateInForce) {
    return declarationOfNotice(event)!.group
  }

  @FieldResolver(() => Boolean, { description: 'Goes out at night, too.' })
  urgent(@Root() { event }: TemplateInForce) {
    return declarationOfNotice(event)!.urgent ?? false
  }

  @FieldResolver(() => [TemplateVariable])
  variables(@Root() { event }: TemplateInForce): TemplateVariable[] {
    const { variables, needed = [] } = declarationOfNotice(event)!
    return Object.entries(variables).map(([name, { label, example }]) => ({ name, label, example, needed: needed.includes(name) }))
  }

  @FieldResolver(() => InAppTemplate)
  inApp(@Root() { content }: TemplateInForce) {
    return content.inApp
  }

  @FieldResolver(() => SmsTemplate)
  sms(@Root() { content }: TemplateInForce) {
    return content.sms
  }

  @FieldResolver(() => WechatTemplate)
  wechat(@Root() { content }: TemplateInForce) {
    return content.wechat
  }

  @FieldResolver(() => [MessageChannel])
  order(@Root() { content }: TemplateInForce) {
    return content.order
  }
}

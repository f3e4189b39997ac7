import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { HealthCardChannel as Channel } from '@hospital/connectors/healthcard/port'
import { Can } from '@hospital/subgraph/permission'
import { requireOwnPage, type PatientsContext } from '../context.ts'
import type { PatientRow } from '../people/patient.ts'
import { Patient } from '../people/patient.types.ts'
import { showHealthCard } from './dynamic-code.ts'
import { applyHealthCard, listHealthCardsOf, tailOf, type HealthCardRow } from './health-card.ts'
import { ApplyHealthCardInput, HealthCard, HealthCardChannel, HealthCardCode } from './health-card.types.ts'
import { NATIONS } from './nations.ts'

@Resolver(() => HealthCardChannel)
export class HealthCardChannelResolver {
  @Query(() => [HealthCardChannel], { description: 'The channels that the hospital has joined, in the order in which they are offered.' })
  @Can('patient:manage')
  healthCardChannels(@Ctx() { healthCards }: PatientsContext) {
    return [...healthCards.channels]
  }

  @FieldResolver(() => [String], { description: 'What `applyHealthCard` takes as `nation` (民族), the most frequent first.' })
  nations() {
    return [...NATIONS]
  }

  @FieldResolver(() => String, { nullable: true, description: 'The channel\'s page on which people agree; it comes back to the given page with `wechatCode` or `healthCode`. Null: it asks nothing of them.' })
  authorizeUrl(@Root() channel: Channel, @Arg('returnUrl', () => String) returnUrl: string, @Ctx() ctx: PatientsContext) {
    requireOwnPage(ctx, returnUrl)
    return channel.authorizeUrl(returnUrl)
  }
}

@Resolver(() => HealthCard)
export class HealthCardResolver {
  @Mutation(() => HealthCard, { description: 'Gets a person\'s electronic health card from a channel (申领电子健康卡), after consent. Who has one by it gets that one.' })
  @Can('patient:manage')
  applyHealthCard(@Arg('input', () => ApplyHealthCardInput) input: ApplyHealthCardInput, @Ctx() ctx: PatientsContext) {
    return applyHealthCard(ctx, input)
  }

  @Mutation(() => HealthCardCode, { description: 'A fresh dynamic code of a card of the own persons (动态健康码); `id` is the card\'s.' })
  @Can('patient:manage')
  showHealthCard(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return showHealthCard(ctx, id)
  }

  @FieldResolver(() => String, { description: 'As people know the channel: 腾讯电子健康卡.' })
  channelLabel(@Root() { channel }: HealthCardRow, @Ctx() { healthCards }: PatientsContext) {
    return healthCards.channels.find(({ code }) => code === channel)?.label ?? '电子健康卡'
  }

  @FieldResolver(() => String)
  channel(@Root() { channel }: HealthCardRow) {
    return channel
  }

  @FieldResolver(() => String, { description: 'The last four places of its number (尾号).' })
  tail(@Root() card: HealthCardRow, @Ctx() ctx: PatientsContext) {
    return tailOf(ctx, card)
  }
}

@Resolver(() => Patient)
export class PatientHealthCardResolver {
  @FieldResolver(() => [HealthCard], { description: 'The person\'s electronic health cards, one by channel at most.' })
  healthCards(@Root() { id }: PatientRow, @Ctx() ctx: PatientsContext) {
    return listHealthCardsOf(ctx, id)
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { declarationOfNotice, NOTICES } from '@hospital/events/notices'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { PlatformContext } from '../context.ts'
import { practitionerOf } from '../directory/practitioner.ts'
import { Practitioner } from '../directory/practitioner.types.ts'
import { attemptsOf, findDeliveries, listDeliveries, type DeliveryRow } from './delivery.ts'
import { deliveryTransitions } from './delivery.status.ts'
import { AccountReference, MessageAttempt, MessageEvent, SentMessage, SentMessageConnection, SentMessageFilter } from './delivery.types.ts'
import { resendMessage } from './resending.ts'

@Resolver(() => SentMessage)
export class SentMessageResolver {
  @Query(() => SentMessageConnection, { description: 'What was sent to whom by which channel, the newest first.' })
  @Can('message:list')
  async sentMessages(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => SentMessageFilter, { nullable: true }) filter: SentMessageFilter | null, @Ctx() ctx: PlatformContext) {
    return new SentMessageConnection(await listDeliveries(ctx, page, filter ?? {}))
  }

  @Query(() => [MessageEvent], { description: 'Every business event that people are told of, in words.' })
  @Can('message:list')
  messageEvents(): MessageEvent[] {
    return Object.entries(NOTICES).map(([event, { label }]) => ({ event, label }))
  }

  @Query(() => SentMessage, { nullable: true })
  @Can('message:list')
  async sentMessage(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findDeliveries(ctx, [id]))[0] ?? null
  }

  @Mutation(() => SentMessage, { description: 'Sends again what failed for good (重发). Refuses NOT_FOUND, WRONG_STATE, BUSINESS_CLOSED (the channel is switched off).' })
  @Can('message:resend')
  resendMessage(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return resendMessage(ctx, id)
  }

  @FieldResolver(() => String, { description: 'The event in words.' })
  label(@Root() { event, title }: DeliveryRow) {
    return declarationOfNotice(event)?.label ?? title
  }

  @FieldResolver(() => AccountReference, { nullable: true })
  account(@Root() { audience, recipientId }: DeliveryRow): AccountReference | null {
    return audience === 'ACCOUNT' ? { id: recipientId } : null
  }

  @FieldResolver(() => Practitioner, { nullable: true })
  practitioner(@Root() { audience, recipientId }: DeliveryRow, @Ctx() ctx: PlatformContext) {
    return audience === 'PRACTITIONER' ? practitionerOf(ctx, recipientId) : null
  }

  @FieldResolver(() => [MessageAttempt], { description: 'Each try, in its order.' })
  attempts(@Root() { id }: DeliveryRow, @Ctx() ctx: PlatformContext) {
    return batch(ctx, 'attempts of message', (ids) => attemptsOf(ctx, ids)).load(id)
  }

  @FieldResolver(() => [String])
  availableActions(@Root() { status }: DeliveryRow, @Ctx() ctx: PlatformContext) {
    return actionsOf(deliveryTransitions, status, ctx.viewer)
  }
}

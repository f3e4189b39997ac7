import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { countUnread, followInbox, listMessages, markAllMessagesRead, markMessagesRead, type MessageRow } from './message.ts'
import { InboxEvent, Message, MessageConnection, MessageFilter } from './message.types.ts'

@Resolver(() => Message)
export class MessageResolver {
  @Query(() => MessageConnection, { description: 'Own messages, the newest first.' })
  @Can('message:read')
  async messages(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => MessageFilter, { nullable: true }) filter: MessageFilter | null, @Ctx() ctx: PlatformContext) {
    return new MessageConnection(await listMessages(ctx, page, filter ?? {}))
  }

  @Query(() => Int)
  @Can('message:read')
  unreadMessages(@Ctx() ctx: PlatformContext) {
    return countUnread(ctx)
  }

  @Mutation(() => Int, { description: 'Answers how many of them were unread.' })
  @Can('message:read')
  markMessagesRead(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return markMessagesRead(ctx, ids)
  }

  @Mutation(() => Int, { description: 'Marks every own message as read; answers how many were unread.' })
  @Can('message:read')
  markAllMessagesRead(@Ctx() ctx: PlatformContext) {
    return markAllMessagesRead(ctx)
  }

  @Subscription(() => InboxEvent, {
    description: 'What the signed-in account or practitioner must know: all after `after`, or from now on.',
    subscribe: ({ args, context }) => followInbox(context as PlatformContext, args.after as number | null) as never,
  })
  @Can('message:read')
  inbox(@Arg('after', () => Int, { nullable: true }) _after: number | null, @Root() row: MessageRow): InboxEvent {
    const { sequence, event, subjectType, subjectId, at } = row
    return { sequence, kind: event, subjectType, subjectId, at }
  }
}

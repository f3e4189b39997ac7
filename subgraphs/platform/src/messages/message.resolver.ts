import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { countUnread, followInbox, listMessages, markMessagesRead, type MessageRow } from './message.ts'
import { InboxEvent, Message, MessageConnection } from './message.types.ts'

@Resolver(() => Message)
export class MessageResolver {
  @Query(() => MessageConnection, { description: 'Own messages, the newest first.' })
  @Can('message:read')
  async messages(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new MessageConnection(await listMessages(ctx, page))
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

import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { linkExpiry, signFileUrl } from '@hospital/files/link'
import type { TelemedicineContext } from '../context.ts'
import { ConsultationReference, PatientReference, PractitionerReference } from '../references.types.ts'
import { conversationsBySubject, countUnread, countUnreadMessages, findConversations, findMessages, lastMessages, listConversations, listMessages } from './conversation.ts'
import { Conversation, ConversationConnection, ConversationEvent, ConversationMessage, MessageFile, SendMessageInput, type ConversationRow, type EventRow, type MessageRow } from './conversation.types.ts'
import { followConversation } from './following.ts'
import { markDelivered, markRead } from './marks.ts'
import { sendMessage } from './sending.ts'

@Resolver(() => Conversation)
export class ConversationResolver {
  @Query(() => Conversation, { nullable: true })
  @Can('conversation:read')
  async conversation(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findConversations(ctx, [id]))[0] ?? null
  }

  @Query(() => ConversationConnection, { description: 'Own conversations, the newest message first.' })
  @Can('conversation:read')
  async conversations(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new ConversationConnection(await listConversations(ctx, page))
  }

  @Query(() => Int, { description: 'Messages of the other side, over all own conversations, that the viewer has not read.' })
  @Can('conversation:read')
  unreadConversationMessages(@Ctx() ctx: Context) {
    return countUnreadMessages(ctx)
  }

  @Mutation(() => ConversationMessage, { description: 'Says something (发送消息). Repeating it with the same `clientId` gives the first message.' })
  @Can('conversation:write')
  sendMessage(@Arg('input', () => SendMessageInput) input: SendMessageInput, @Ctx() ctx: TelemedicineContext) {
    return sendMessage(ctx, input)
  }

  @Mutation(() => Conversation, { description: 'Everything up to `sequence` has been seen (已读). Marks never go back.' })
  @Can('conversation:read')
  markRead(@Arg('conversationId', () => ID) id: string, @Arg('sequence', () => Int) sequence: number, @Ctx() ctx: Context) {
    return markRead(ctx, id, sequence)
  }

  @Mutation(() => Conversation, { description: 'Everything up to `sequence` has reached a device (已送达).' })
  @Can('conversation:read')
  markDelivered(@Arg('conversationId', () => ID) id: string, @Arg('sequence', () => Int) sequence: number, @Ctx() ctx: Context) {
    return markDelivered(ctx, id, sequence)
  }

  @Subscription(() => ConversationEvent, {
    description: 'What happens in a conversation after `after`, each event once and in order, also over a reconnect; from now on where `after` is absent.',
    subscribe: ({ args, context }) => followConversation(context as Context, args.conversationId, args.after) as never,
  })
  @Can('conversation:read')
  conversationEvents(@Root() event: EventRow, @Arg('conversationId', () => ID) _id: string, @Arg('after', () => Int, { nullable: true }) _after?: number): EventRow {
    return event
  }

  @FieldResolver(() => Boolean, { description: 'Whether messages may still be sent.' })
  open(@Root() row: ConversationRow) {
    return !row.closedAt
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: ConversationRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => PractitionerReference)
  practitioner(@Root() row: ConversationRow) {
    return { id: row.practitionerId }
  }

  @FieldResolver(() => Int, { description: 'Messages of the other side that the viewer has not read.' })
  async unread(@Root() { id }: ConversationRow, @Ctx() ctx: Context) {
    return (await batch(ctx, 'unread', (ids) => countUnread(ctx, ids)).load(id)) ?? 0
  }

  @FieldResolver(() => ConversationMessage, { nullable: true })
  lastMessage(@Root() { id }: ConversationRow, @Ctx() ctx: Context) {
    return batch(ctx, 'last message', (ids) => lastMessages(ctx, ids)).load(id)
  }

  @FieldResolver(() => [ConversationMessage], { description: 'The `last` messages (30 unless told, at most 100) before the sequence `before`, oldest first.' })
  messages(@Root() { id }: ConversationRow, @Arg('before', () => Int, { nullable: true }) before: number | undefined, @Arg('last', () => Int, { nullable: true }) last: number | undefined, @Ctx() ctx: Context) {
    return listMessages(ctx, id, before ?? undefined, last ?? undefined)
  }
}

@Resolver(() => ConversationMessage)
export class ConversationMessageResolver {
  @FieldResolver(() => MessageFile, { nullable: true })
  file(@Root() row: MessageRow, @Ctx() { keys, viewer, now }: Context): MessageFile | null {
    if (!row.fileId) return null
    return {
      id: row.fileId, url: signFileUrl(keys.fileKey, viewer, row.fileId, linkExpiry(now())), contentType: row.fileContentType!, bytes: row.fileBytes!,
      durationSeconds: row.fileDurationSeconds, width: row.fileWidth, height: row.fileHeight,
    }
  }
}

@Resolver(() => ConversationEvent)
export class ConversationEventResolver {
  @FieldResolver(() => ConversationMessage, { nullable: true })
  message(@Root() { messageId }: EventRow, @Ctx() ctx: Context) {
    if (!messageId) return null
    return batch(ctx, 'message', async (ids) => new Map((await findMessages(ctx, ids)).map((row) => [row.id, row]))).load(messageId)
  }

  @FieldResolver(() => Conversation)
  conversation(@Root() { conversationId }: EventRow, @Ctx() ctx: Context) {
    return batch(ctx, 'conversation', async (ids) => new Map((await findConversations(ctx, ids)).map((row) => [row.id, row]))).load(conversationId)
  }
}

@Resolver(() => ConsultationReference)
export class ConsultationConversationResolver {
  @FieldResolver(() => Conversation, { nullable: true, description: 'The room of this consultation (会话), from payment on.' })
  conversation(@Root() { id }: ConsultationReference, @Ctx() ctx: Context) {
    return batch(ctx, 'conversation of consultation', (ids) => conversationsBySubject(ctx, 'Consultation', ids)).load(id)
  }
}

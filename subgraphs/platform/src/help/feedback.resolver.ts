import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import { linkExpiry, signFileUrl } from '@hospital/files/link'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { practitionerOf } from '../directory/practitioner.ts'
import { Practitioner } from '../directory/practitioner.types.ts'
import { addToFeedback, markFeedbackRead, reopenFeedback, settleFeedback, submitFeedback } from './authoring.ts'
import { feedbackTransitions } from './feedback.status.ts'
import { countUnreadReplies, findFeedback, listFeedback, repliesOf, type FeedbackRow } from './feedback.ts'
import { Feedback, FeedbackConnection, FeedbackFilter, FeedbackHandler, FeedbackPicture, FeedbackReply, SubmitFeedbackInput } from './feedback.types.ts'
import { answerFeedback, assignFeedback, closeFeedback, handlersById, handOverFeedback, listHandlers, readContact } from './handling.ts'

@Resolver(() => Feedback)
export class FeedbackResolver {
  @Query(() => FeedbackConnection, { description: 'What is to be handled and was; customer service sees what was handed over. The newest first.' })
  @Can('feedback:handle', 'feedback:answer')
  async feedbacks(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => FeedbackFilter, { nullable: true }) filter: FeedbackFilter | null, @Ctx() ctx: PlatformContext) {
    return new FeedbackConnection(await listFeedback(ctx, page, filter ?? {}))
  }

  @Query(() => FeedbackConnection, { description: 'One\'s own, the newest first.' })
  @Can('feedback:give')
  async myFeedback(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new FeedbackConnection(await listFeedback(ctx, page))
  }

  @Query(() => Feedback, { nullable: true })
  @Can('feedback:give', 'feedback:handle', 'feedback:answer')
  async feedback(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findFeedback(ctx, [id]))[0] ?? null
  }

  @Query(() => Int, { description: 'Replies to one\'s own feedback that were not opened yet: the red dot.' })
  @Can('feedback:give')
  unreadFeedbackReplies(@Ctx() ctx: PlatformContext) {
    return countUnreadReplies(ctx)
  }

  @Query(() => [FeedbackHandler], { description: 'Who may take a feedback in hand.' })
  @Can('feedback:handle')
  feedbackHandlers(@Ctx() ctx: PlatformContext) {
    return listHandlers(ctx)
  }

  @Mutation(() => Feedback, { description: 'Tells the hospital an opinion, a problem or a complaint.' })
  @Can('feedback:give')
  submitFeedback(@Arg('input', () => SubmitFeedbackInput) input: SubmitFeedbackInput, @Ctx() ctx: PlatformContext) {
    return submitFeedback(ctx, input)
  }

  @Mutation(() => Feedback, { description: 'Adds a word to one\'s own feedback while it waits for an answer (补充说明).' })
  @Can('feedback:give')
  addToFeedback(@Arg('id', () => ID) id: string, @Arg('body', () => String) body: string, @Ctx() ctx: PlatformContext) {
    return addToFeedback(ctx, id, body)
  }

  @Mutation(() => Feedback, { description: 'Comes back to one\'s own feedback after it was answered or closed (继续反馈).' })
  @Can('feedback:give')
  reopenFeedback(@Arg('id', () => ID) id: string, @Arg('body', () => String) body: string, @Ctx() ctx: PlatformContext) {
    return reopenFeedback(ctx, id, body)
  }

  @Mutation(() => Feedback, { description: 'Says that the answer was enough (已解决).' })
  @Can('feedback:give')
  settleFeedback(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return settleFeedback(ctx, id)
  }

  @Mutation(() => Feedback, { description: 'The author has opened the replies: the red dot goes.' })
  @Can('feedback:give')
  markFeedbackRead(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return markFeedbackRead(ctx, id)
  }

  @Mutation(() => Feedback, { description: 'Takes it in hand, or gives it to a colleague (机构自行处理).' })
  @Can('feedback:handle')
  assignFeedback(@Arg('id', () => ID) id: string, @Arg('administratorId', () => ID) administratorId: string, @Ctx() ctx: PlatformContext) {
    return assignFeedback(ctx, id, administratorId)
  }

  @Mutation(() => Feedback, { description: 'Leaves it to customer service (客服代处理).' })
  @Can('feedback:handle')
  handOverFeedback(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return handOverFeedback(ctx, id)
  }

  @Mutation(() => Feedback, { description: 'Answers the author, who is told at once.' })
  @Can('feedback:answer')
  answerFeedback(@Arg('id', () => ID) id: string, @Arg('body', () => String, { description: 'At most 1,000 characters.' }) body: string, @Ctx() ctx: PlatformContext) {
    return answerFeedback(ctx, id, body)
  }

  @Mutation(() => Feedback, { description: 'Ends what was answered.' })
  @Can('feedback:handle')
  closeFeedback(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return closeFeedback(ctx, id)
  }

  @Mutation(() => String, { nullable: true, description: 'How to reach the author, if he told. Written to the log.' })
  @Can('feedback:answer')
  readFeedbackContact(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return readContact(ctx, id)
  }

  @FieldResolver(() => [FeedbackPicture])
  pictures(@Root() { pictures }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    const expires = linkExpiry(ctx.now())
    return pictures.map(({ fileId, width, height }) => ({ url: signFileUrl(ctx.keys.fileKey, ctx.viewer, fileId, expires), width, height }))
  }

  @FieldResolver(() => [FeedbackReply])
  replies(@Root() { id }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    return batch(ctx, 'replies of feedback', (ids) => repliesOf(ctx, ids)).load(id)
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    return institutionOf(ctx, institutionId)
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'The author, where he works here; patients stay unnamed.' })
  practitioner(@Root() { authorKind, authorId }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    return authorKind === 'PRACTITIONER' ? practitionerOf(ctx, authorId) : null
  }

  @FieldResolver(() => FeedbackHandler, { nullable: true, description: 'Who has it in hand; for those who handle feedback.' })
  assignee(@Root() { assigneeId }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    return assigneeId && can(ctx.viewer, 'feedback:answer') ? batch(ctx, 'feedback handler', (ids) => handlersById(ctx, ids)).load(assigneeId) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the author told how to reach him.' })
  hasContact(@Root() { contactSealed }: FeedbackRow) {
    return contactSealed !== null
  }

  @FieldResolver(() => [String], { description: 'What the viewer may do with it now.' })
  availableActions(@Root() { status }: FeedbackRow, @Ctx() ctx: PlatformContext) {
    return actionsOf(feedbackTransitions, status, ctx.viewer)
  }
}

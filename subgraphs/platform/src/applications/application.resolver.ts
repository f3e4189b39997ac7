import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { linkExpiry, signFileUrl } from '@hospital/files/link'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { practitionerOf } from '../directory/practitioner.ts'
import { Practitioner } from '../directory/practitioner.types.ts'
import { findAdministrators } from '../administrators/administrator.ts'
import { Administrator } from '../staff/staff.types.ts'
import { applyForQualification, approveApplication, findApplications, listApplications, listMyApplications, receiptAgain, refuseApplication, withdrawApplication } from './application.ts'
import { ApplicationFilter, ApplyForQualificationInput, PractitionerApplication, PractitionerApplicationConnection, QualificationDocument } from './application.types.ts'
import type { ApplicationRow } from './submission.ts'

@Resolver(() => PractitionerApplication)
export class ApplicationResolver {
  @Query(() => PractitionerApplicationConnection, { description: 'What is to be audited and was; the newest first.' })
  @Can('practitioner:audit')
  async practitionerApplications(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => ApplicationFilter, { nullable: true }) filter: ApplicationFilter | null, @Ctx() ctx: PlatformContext) {
    return new PractitionerApplicationConnection(await listApplications(ctx, page, filter ?? {}))
  }

  @Query(() => PractitionerApplication, { nullable: true })
  @Can('practitioner:audit', 'practitioner:apply')
  async practitionerApplication(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findApplications(ctx, [id]))[0] ?? null
  }

  @Query(() => [PractitionerApplication], { description: 'One\'s own, the newest first.' })
  @Can('practitioner:apply')
  myApplications(@Ctx() ctx: PlatformContext) {
    return listMyApplications(ctx)
  }

  @Mutation(() => PractitionerApplication, { description: 'Asks for the audit of one\'s qualification, with documents. Refuses INVALID_INPUT (also what the law asks of a doctor, R4), UPLOAD_INVALID, APPLICATION_PENDING.' })
  @Can('practitioner:apply')
  applyForQualification(@Arg('input', () => ApplyForQualificationInput) input: ApplyForQualificationInput, @Ctx() ctx: PlatformContext) {
    return applyForQualification(ctx, input)
  }

  @Mutation(() => PractitionerApplication, { description: 'Takes an application back before it was audited (撤回). Refuses NOT_FOUND, WRONG_STATE.' })
  @Can('practitioner:apply')
  withdrawApplication(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return withdrawApplication(ctx, id)
  }

  @Mutation(() => PractitionerApplication, { description: 'What was proposed is in the directory at once, and the practitioner may work.' })
  @Can('practitioner:audit')
  approveApplication(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return approveApplication(ctx, id)
  }

  @Mutation(() => PractitionerApplication, { description: 'Refuses an application with a reason (驳回); the practitioner may apply again. Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE.' })
  @Can('practitioner:audit')
  refuseApplication(@Arg('id', () => ID) id: string, @Arg('reason', () => String, { description: 'The practitioner reads it.' }) reason: string, @Ctx() ctx: PlatformContext) {
    return refuseApplication(ctx, id, reason)
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() { practitionerId }: ApplicationRow, @Ctx() ctx: PlatformContext) {
    return practitionerOf(ctx, practitionerId)
  }

  @FieldResolver(() => Administrator, { nullable: true })
  async decidedBy(@Root() { decidedBy }: ApplicationRow, @Ctx() ctx: PlatformContext) {
    return decidedBy ? ((await findAdministrators(ctx, [decidedBy]))[0] ?? null) : null
  }

  @FieldResolver(() => [QualificationDocument])
  documents(@Root() { documents, practitionerId }: ApplicationRow, @Ctx() ctx: PlatformContext) {
    const expires = linkExpiry(ctx.now())
    const own = ctx.viewer.kind === 'PRACTITIONER' && ctx.viewer.practitionerId === practitionerId
    return documents.map((document) => ({
      kind: document.kind, contentType: document.contentType, url: signFileUrl(ctx.keys.fileKey, ctx.viewer, document.fileId, expires), uploadReceipt: own ? receiptAgain(ctx, document) : null,
    }))
  }
}

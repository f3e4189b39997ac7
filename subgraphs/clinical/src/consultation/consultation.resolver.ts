import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import { PatientReference, PractitionerReference } from '../references.types.ts'
import { findReports } from '../reports/report.ts'
import { Report } from '../reports/report.types.ts'
import { acceptConsultation, cancelConsultation, completeConsultation, refuseConsultation } from './answering.ts'
import { findConsultations, listConsultations } from './consultation.ts'
import { consultationTransitions } from './consultation.status.ts'
import { Consultation, ConsultationConnection, ConsultationFilter, RequestConsultationInput, type ConsultationRow } from './consultation.types.ts'
import { requestConsultation } from './request.ts'

const { acceptConsultation: accepting, refuseConsultation: refusing, completeConsultation: completing, cancelConsultation: cancelling } = consultationTransitions

@Resolver(() => Consultation)
export class ConsultationResolver {
  @Query(() => Consultation, { nullable: true })
  @Can('consultation:read')
  async consultation(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findConsultations(ctx, [id]))[0] ?? null
  }

  @Query(() => ConsultationConnection, { description: 'The patient\'s or the doctor\'s own, newest first; a doctor sees those that were paid for.' })
  @Can('consultation:read')
  async consultations(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => ConsultationFilter, { nullable: true }) filter: ConsultationFilter | undefined, @Ctx() ctx: Context) {
    return new ConsultationConnection(await listConsultations(ctx, page, filter ?? {}))
  }

  @Mutation(() => Consultation, { description: 'Asks a doctor (申请咨询). To be paid for until `payUntil`.' })
  @Can('consultation:request')
  requestConsultation(@Arg('input', () => RequestConsultationInput) input: RequestConsultationInput, @Ctx() ctx: ClinicalContext) {
    return requestConsultation(ctx, input)
  }

  @Mutation(() => Consultation, { description: 'The doctor takes it on (接诊).' })
  @Can(accepting.by)
  acceptConsultation(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return acceptConsultation(ctx, id)
  }

  @Mutation(() => Consultation, { description: 'The doctor does not take it on (拒诊); what was paid is refunded.' })
  @Can(refusing.by)
  refuseConsultation(@Arg('id', () => ID) id: string, @Arg('reason', () => String) reason: string, @Ctx() ctx: Context) {
    return refuseConsultation(ctx, id, reason)
  }

  @Mutation(() => Consultation, { description: 'The doctor ends it (结束咨询).' })
  @Can(completing.by)
  completeConsultation(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return completeConsultation(ctx, id)
  }

  @Mutation(() => Consultation, { description: 'The patient takes it back before the doctor has accepted (取消咨询); what was paid is refunded.' })
  @Can(cancelling.by)
  cancelConsultation(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return cancelConsultation(ctx, id)
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: ConsultationRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => PractitionerReference)
  practitioner(@Root() row: ConsultationRow) {
    return { id: row.practitionerId }
  }

  @FieldResolver(() => [ID], { description: 'Files that the patient attached; the conversation shows them.' })
  attachmentIds(@Root() row: ConsultationRow) {
    return row.attachments.map(({ fileId }) => fileId)
  }

  @FieldResolver(() => Report, { nullable: true, description: 'The report that is asked about, for whoever may read it.' })
  report(@Root() { reportId }: ConsultationRow, @Ctx() ctx: Context) {
    return reportId && batch(ctx, 'report of consultation', async (ids) => new Map((await findReports(ctx, ids)).map((row) => [row.id, row]))).load(reportId)
  }

  @FieldResolver(() => Int)
  messagesLeft(@Root() row: ConsultationRow) {
    return row.messageLimit - row.messagesUsed
  }

  @FieldResolver(() => [String], { description: 'Mutations that the viewer may call on it now.' })
  availableActions(@Root() row: ConsultationRow, @Ctx() { viewer }: Context) {
    return actionsOf(consultationTransitions, row.status, viewer)
  }
}

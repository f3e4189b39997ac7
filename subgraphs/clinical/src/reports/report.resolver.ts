import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { DateTime } from '@hospital/subgraph/scalars'
import { configuration } from '../configuration.ts'
import type { ClinicalContext } from '../context.ts'
import { PatientReference, PractitionerReference } from '../references.types.ts'
import { attendingOf } from './attending.ts'
import { isAbnormal, isCritical, isHigh, isLow } from './flags.ts'
import { assessItems, openContent, type AssessedItem, type ReportContent } from './report-content.ts'
import { prepareReportDocument } from './report-document.ts'
import { refreshReportsOf, reportsCheckedAt } from './report-sync.ts'
import { findReports, listReports, mayReadReportsOf, type ReportRow } from './report.ts'
import { Report, ReportColors, ReportConnection, ReportCounts, ReportDocument, ReportFilter, ReportItem, ReportTrendPoint } from './report.types.ts'
import { trendOf } from './trend.ts'

type OwnedItem = AssessedItem & { patientId: string }

const opened = new WeakMap<ReportRow, ReportContent>()

/** Several fields of a report read the same sealed content. */
function contentOf(ctx: ClinicalContext, row: ReportRow): ReportContent {
  const known = opened.get(row) ?? openContent(ctx, row.content)
  opened.set(row, known)
  return known
}

@Resolver(() => Report)
export class ReportResolver {
  @Query(() => Report, { nullable: true, description: 'A report of one of the own persons, or of someone in the doctor\'s care.' })
  @Can('report:read')
  async report(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return (await findReports(ctx, [id]))[0] ?? null
  }

  @Query(() => ReportConnection, { description: 'Reports that the viewer may read, newest first. With a person, the hospital\'s system is asked for new ones first.' })
  @Can('report:read')
  async reports(@Arg('filter', () => ReportFilter, { nullable: true }) filter: ReportFilter | undefined, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    if (filter?.patientId && page.after == null && (await mayReadReportsOf(ctx, filter.patientId))) await refreshReportsOf(ctx, { patientId: filter.patientId })
    return new ReportConnection(await listReports(ctx, page, filter ?? undefined))
  }

  @Query(() => DateTime, { nullable: true, description: 'When the hospital\'s system last said which reports of this person there are.' })
  @Can('report:read')
  async reportsCheckedAt(@Arg('patientId', () => ID) patientId: string, @Ctx() ctx: ClinicalContext) {
    return (await mayReadReportsOf(ctx, patientId)) ? reportsCheckedAt(ctx, patientId) : null
  }

  @Mutation(() => ReportDocument, { description: 'Makes the report\'s PDF ready to be fetched.' })
  @Can('report:read')
  prepareReportDocument(@Arg('id', () => ID) id: string, @Ctx() ctx: ClinicalContext) {
    return prepareReportDocument(ctx, id)
  }

  @FieldResolver(() => String)
  name(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).name
  }

  @FieldResolver(() => String, { description: 'HL7 v2-0074: LAB, RAD, RUS, EC …' })
  category(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).category
  }

  @FieldResolver(() => PatientReference)
  patient(@Root() row: ReportRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When the specimen was taken, or the person examined.' })
  takenAt(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).takenAt
  }

  @FieldResolver(() => String, { nullable: true, description: 'The doctor who reported.' })
  reporter(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).reporter
  }

  @FieldResolver(() => PractitionerReference, { nullable: true, description: 'The doctor of the visit that it was made for; for the patient, else the one who was asked online last. Null: nobody yet.' })
  async attending(@Root() { id }: ReportRow, @Ctx() ctx: ClinicalContext) {
    const practitionerId = await batch(ctx, 'attending of report', (ids) => attendingOf(ctx, ids)).load(id)
    return practitionerId && { id: practitionerId }
  }

  @FieldResolver(() => String, { nullable: true })
  specimen(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).specimen
  }

  @FieldResolver(() => String, { nullable: true, description: '检查所见.' })
  findings(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).findings
  }

  @FieldResolver(() => String, { nullable: true, description: '检查结论.' })
  impression(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).impression
  }

  @FieldResolver(() => Int, { nullable: true })
  imageCount(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext) {
    return contentOf(ctx, row).imageCount
  }

  @FieldResolver(() => [ReportItem])
  items(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext): OwnedItem[] {
    return assessItems(contentOf(ctx, row), row.issuedAt).map((item) => ({ ...item, patientId: row.patientId }))
  }

  @FieldResolver(() => ReportCounts)
  counts(@Root() row: ReportRow, @Ctx() ctx: ClinicalContext): ReportCounts {
    const flags = assessItems(contentOf(ctx, row), row.issuedAt).map(({ flag }) => flag)
    const many = (fits: (flag: (typeof flags)[number]) => boolean) => flags.filter(fits).length
    return { items: flags.length, abnormal: many(isAbnormal), high: many(isHigh), low: many(isLow), critical: many(isCritical) }
  }

  @FieldResolver(() => ReportColors)
  async colors(@Root() { institutionId }: ReportRow, @Ctx() ctx: ClinicalContext): Promise<ReportColors> {
    const [high, low] = await Promise.all([configuration.settingOf(ctx, 'reports.highColor', institutionId ?? undefined), configuration.settingOf(ctx, 'reports.lowColor', institutionId ?? undefined)])
    return { high, low }
  }
}

@Resolver(() => ReportItem)
export class ReportItemResolver {
  @FieldResolver(() => [ReportTrendPoint], { description: 'The same item in the same unit, oldest first; at most twelve points.' })
  trend(@Root() { patientId, code, unit }: OwnedItem, @Ctx() ctx: ClinicalContext) {
    return trendOf(ctx, patientId, { code, unit })
  }
}

@Resolver(() => PatientReference)
export class PatientReportResolver {
  @FieldResolver(() => ReportConnection, { description: 'Reports of this person that the viewer may read, newest first.' })
  async reports(@Root() { id }: PatientReference, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: ClinicalContext) {
    return new ReportConnection(await listReports(ctx, page, { patientId: id }))
  }
}

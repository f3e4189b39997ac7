import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { enumOf } from '../scheduling/schedule.types.ts'
import { REPORT_KINDS, REPORT_STATUSES, RESULT_FLAGS, type ReportKind, type ReportStatus, type ResultFlag } from './report.kinds.ts'

export const ReportKindEnum = enumOf(REPORT_KINDS)
registerEnumType(ReportKindEnum, { name: 'ReportKind', description: 'Of the laboratory (检验) or of an examination (检查).' })

export const ReportStatusEnum = enumOf(REPORT_STATUSES)
registerEnumType(ReportStatusEnum, { name: 'ReportStatus', description: 'AMENDED: the hospital corrected it. CANCELLED: the hospital took it back.' })

export const ResultFlagEnum = enumOf(RESULT_FLAGS)
registerEnumType(ResultFlagEnum, { name: 'ResultFlag', description: 'How a result stands to its reference range; ABNORMAL, CRITICAL_ABNORMAL: not as it should be, without a direction.' })

@ObjectType({ description: 'The reference range that holds for this person; a limit that is absent does not limit.' })
export class ReportRange {
  @Field(() => Float, { nullable: true })
  low!: number | null

  @Field(() => Float, { nullable: true })
  high!: number | null

  @Field(() => String, { nullable: true, description: 'What is expected where it is no number, e.g. 阴性.' })
  text!: string | null
}

@ObjectType({ description: 'A result of the same item, in the same unit, at another time.' })
export class ReportTrendPoint {
  @Field(() => ID)
  reportId!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => Float)
  value!: number

  @Field(() => String, { nullable: true, description: '`<`, `<=`, `>`, `>=`: beyond what was measured.' })
  comparator!: string | null

  @Field(() => ResultFlagEnum, { nullable: true })
  flag!: ResultFlag | null

  @Field(() => Float, { nullable: true })
  low!: number | null

  @Field(() => Float, { nullable: true })
  high!: number | null
}

@ObjectType({ description: 'One item of a laboratory report (检验项目).' })
export class ReportItem {
  @Field(() => String, { description: 'What it is, by code; the same code in another report is the same item.' })
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true, description: 'As the laboratory shortens it, e.g. HbA1c.' })
  shortName!: string | null

  @Field(() => Float, { nullable: true, description: 'Null where the result is no number: see `text`.' })
  value!: number | null

  @Field(() => String, { nullable: true, description: '`<`, `<=`, `>`, `>=`: beyond what was measured.' })
  comparator!: string | null

  @Field(() => String, { nullable: true })
  text!: string | null

  @Field(() => String, { nullable: true })
  unit!: string | null

  @Field(() => ReportRange, { nullable: true })
  range!: ReportRange | null

  @Field(() => ResultFlagEnum, { nullable: true, description: 'Null: neither a reference range nor the hospital says.' })
  flag!: ResultFlag | null

  @Field(() => Boolean, { description: 'The hospital judges otherwise than its own range says; `flag` is the hospital\'s.' })
  contradictory!: boolean
}

@ObjectType({ description: 'How high and low results are coloured at this hospital, beside arrow and word.' })
export class ReportColors {
  @Field(() => String)
  high!: string

  @Field(() => String)
  low!: string
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A report of the hospital about a person (检验检查报告), as its system has it.' })
export class Report {
  @Field(() => ID)
  id!: string

  @Field(() => ReportKindEnum)
  kind!: ReportKind

  @Field(() => ReportStatusEnum)
  status!: ReportStatus

  @Field(() => DateTime)
  issuedAt!: Date
}

export const ReportConnection = connectionOf(Report, 'Report')

@InputType()
export class ReportFilter {
  @Field(() => ID, { nullable: true })
  patientId?: string

  @Field(() => ReportKindEnum, { nullable: true })
  kind?: ReportKind
}

@ObjectType({ description: 'A report as a PDF, for the next minutes and for this session alone.' })
export class ReportDocument {
  @Field(() => String)
  url!: string

  @Field(() => String)
  fileName!: string

  @Field(() => Boolean, { description: 'The hospital\'s own document; else one made here of the same content.' })
  fromHospital!: boolean
}

@ObjectType({ description: 'How many results stand how.' })
export class ReportCounts {
  @Field(() => Int)
  items!: number

  @Field(() => Int)
  abnormal!: number

  @Field(() => Int)
  high!: number

  @Field(() => Int)
  low!: number

  @Field(() => Int, { description: 'Critical ones (危急值), among the abnormal.' })
  critical!: number
}

import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Json } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One act in the log (系统日志): who, what, when, from where, before and after. It can be neither changed nor removed.' })
export class AuditEntry {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => String, { description: '`PATIENT`, `PRACTITIONER`, `ADMINISTRATOR`, `SERVICE` or `ANONYMOUS`.' })
  actorKind!: string

  @Field(() => ID, { nullable: true })
  actorId!: string | null

  @Field(() => String, { nullable: true, description: 'Of staff, as it was then.' })
  actorName!: string | null

  @Field(() => String, { description: '`noun.verb`' })
  action!: string

  @Field(() => String, { nullable: true })
  subjectType!: string | null

  @Field(() => ID, { nullable: true })
  subjectId!: string | null

  @Field(() => String, { nullable: true })
  subjectLabel!: string | null

  @Field(() => Json, { nullable: true, description: 'Personal data are masked.' })
  before!: Record<string, unknown> | null

  @Field(() => Json, { nullable: true })
  after!: Record<string, unknown> | null

  @Field(() => String, { nullable: true })
  ip!: string | null

  @Field(() => String, { nullable: true })
  userAgent!: string | null

  @Field(() => String, { nullable: true })
  requestId!: string | null
}

@ObjectType({ description: 'What a look at the whole chain of the log found (日志校验).' })
export class AuditVerification {
  @Field(() => Boolean, { description: 'Every row is as it was written, none is missing.' })
  intact!: boolean

  @Field(() => Int, { nullable: true, description: 'Number of the first row that was changed or is missing.' })
  brokenAt!: number | null

  @Field(() => Int)
  entries!: number

  @Field(() => DateTime)
  checkedAt!: Date
}

export const AuditEntryConnection = connectionOf(AuditEntry, 'AuditEntry')

@InputType()
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'Id, or the beginning of a name.' })
  actor?: string | null

  @Field(() => String, { nullable: true, description: 'The action or its beginning, e.g. `staff.`.' })
  action?: string | null

  @Field(() => String, { nullable: true })
  subjectType?: string | null

  @Field(() => ID, { nullable: true })
  subjectId?: string | null

  @Field(() => DateTime, { nullable: true })
  from?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Exclusive.' })
  to?: Date | null
}

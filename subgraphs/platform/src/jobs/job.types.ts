import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { JOB_STATES } from './job.status.ts'

export const JobStateEnum = Object.fromEntries(JOB_STATES.map((state) => [state, state]))
registerEnumType(JobStateEnum, { name: 'JobState' })

@ObjectType({ description: 'A workbook that a job left for whoever asked for it.' })
export class JobFile {
  @Field(() => String)
  name!: string

  @Field(() => Int)
  bytes!: number

  @Field(() => String, { description: 'Fetches it for some minutes, for the session that asked: a path at the app, or at the gateway with the session\'s bearer.' })
  url!: string

  @Field(() => DateTime, { description: 'When the file is deleted.' })
  expiresAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A long work in the background with its progress (后台任务).' })
export class Job {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  kind!: string

  @Field(() => String)
  title!: string

  @Field(() => DateTime, { nullable: true })
  startedAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null
}

export const JobConnection = connectionOf(Job, 'Job')

import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { startHisSync } from '../sync/his-sync.ts'
import type { JobStep } from '../tables/job.ts'
import { fileOf } from './job-file.ts'
import { findJobs, followJob, listJobs, type JobRow } from './job.ts'
import { Job, JobConnection, JobFile, JobStateEnum } from './job.types.ts'

const sum = ({ steps }: JobRow, count: (step: JobStep) => number) => Object.values(steps).reduce((total, step) => total + count(step), 0)

@Resolver(() => Job)
export class JobResolver {
  @Query(() => Job, { nullable: true })
  @Can('job:read', 'list:export')
  async job(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findJobs(ctx, [id]))[0] ?? null
  }

  @Query(() => JobConnection, { description: 'The newest first.' })
  @Can('job:read')
  async jobs(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new JobConnection(await listJobs(ctx, page))
  }

  @Mutation(() => Job, { description: 'Synchronises institutions, departments, staff and then schedules with HIS; one that is under way is answered as it is.' })
  @Can('directory:sync')
  startHisSync(@Ctx() ctx: PlatformContext) {
    return startHisSync(ctx)
  }

  @Subscription(() => Job, { description: 'The job at once, then every change of it.', subscribe: ({ args, context }) => followJob(context as PlatformContext, args.id as string) as never })
  @Can('job:read', 'list:export')
  jobProgress(@Arg('id', () => ID) _id: string, @Root() row: JobRow): JobRow {
    return row
  }

  @FieldResolver(() => JobStateEnum)
  state(@Root() { status }: JobRow) {
    return status
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Known once the first step has been counted; grows with each step.' })
  total(@Root() row: JobRow) {
    return Object.keys(row.steps).length ? sum(row, (step) => step.total) : null
  }

  @FieldResolver(() => Int)
  done(@Root() row: JobRow) {
    return sum(row, (step) => step.done)
  }

  @FieldResolver(() => Int)
  added(@Root() row: JobRow) {
    return sum(row, (step) => step.added)
  }

  @FieldResolver(() => Int)
  changed(@Root() row: JobRow) {
    return sum(row, (step) => step.changed)
  }

  @FieldResolver(() => Int)
  unchanged(@Root() row: JobRow) {
    return sum(row, (step) => step.unchanged)
  }

  @FieldResolver(() => Int)
  failed(@Root() row: JobRow) {
    return sum(row, (step) => step.failed)
  }

  @FieldResolver(() => [String], { description: 'Why it failed, then what was wrong with single rows.' })
  messages(@Root() { failure, steps }: JobRow) {
    return [...new Set([...(failure ? [failure] : []), ...Object.values(steps).flatMap(({ messages }) => messages)])]
  }

  @FieldResolver(() => JobFile, { nullable: true, description: 'For whoever asked for it alone, for a day.' })
  file(@Root() row: JobRow, @Ctx() ctx: PlatformContext): JobFile | null {
    return fileOf(ctx, row)
  }
}

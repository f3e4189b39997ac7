import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { listDiagnoses } from './diagnosis.ts'
import { Diagnosis, DiagnosisConnection } from './diagnosis.types.ts'

@Resolver(() => Diagnosis)
export class DiagnosisResolver {
  @Query(() => DiagnosisConnection, { description: 'The diagnosis library; `search` takes part of a name, the beginning of a code, or pinyin initials.' })
  @Can('diagnosis:read')
  async diagnoses(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('system', () => String, { nullable: true, description: '`ICD10` or `TCM`; both unless told.' }) system: string | undefined,
    @Ctx() ctx: Context,
  ) {
    return new DiagnosisConnection(await listDiagnoses(ctx, page, { search, system }))
  }
}

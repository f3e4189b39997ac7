import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { createDiagnosis, removeDiagnoses, setDiagnosesEnabled, updateDiagnosis } from './diagnosis-commands.ts'
import { CreateDiagnosisInput, UpdateDiagnosisInput } from './diagnosis.inputs.ts'
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
    @Arg('enabled', () => Boolean, { nullable: true, description: 'For administrators; everybody else gets those in use.' }) enabled: boolean | undefined,
    @Ctx() ctx: Context,
  ) {
    return new DiagnosisConnection(await listDiagnoses(ctx, page, { search, system, enabled }))
  }

  @Mutation(() => Diagnosis, { description: 'Adds a diagnosis.' })
  @Can('diagnosis:manage')
  createDiagnosis(@Arg('input', () => CreateDiagnosisInput) input: CreateDiagnosisInput, @Ctx() ctx: Context) {
    return createDiagnosis(ctx, input)
  }

  @Mutation(() => Diagnosis, { description: 'Changes a diagnosis.' })
  @Can('diagnosis:manage')
  updateDiagnosis(@Arg('input', () => UpdateDiagnosisInput) input: UpdateDiagnosisInput, @Ctx() ctx: Context) {
    return updateDiagnosis(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('diagnosis:manage')
  setDiagnosesEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: Context) {
    return setDiagnosesEnabled(ctx, ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('diagnosis:manage')
  removeDiagnoses(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: Context) {
    return removeDiagnoses(ctx, ids)
  }
}

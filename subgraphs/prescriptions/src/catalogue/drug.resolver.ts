import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { createDrug, removeDrugs, setDrugsEnabled, updateDrug } from './drug-commands.ts'
import { CreateDrugInput, UpdateDrugInput } from './drug.inputs.ts'
import { findDrugs, listDrugs, type DrugRow } from './drug.ts'
import { Drug, DrugConnection, DrugFilter } from './drug.types.ts'
import { supplierOf } from './supplier.ts'
import { Supplier } from './supplier.types.ts'

@Resolver(() => Drug)
export class DrugResolver {
  @Query(() => DrugConnection, { description: 'The drug catalogue; `search` takes part of a name, the beginning of a code, or pinyin initials.' })
  @Can('drug:read')
  async drugs(@Args(() => PageArgs) page: PageArgs, @Arg('search', () => String, { nullable: true }) search: string | undefined, @Arg('filter', () => DrugFilter, { nullable: true }) filter: DrugFilter | null, @Ctx() ctx: Context) {
    return new DrugConnection(await listDrugs(ctx, page, { ...filter, search }))
  }

  @Query(() => Drug, { nullable: true })
  @Can('drug:read')
  async drug(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findDrugs(ctx, [id]))[0] ?? null
  }

  @Mutation(() => Drug, { description: 'Adds a pack of a drug.' })
  @Can('drug:manage')
  createDrug(@Arg('input', () => CreateDrugInput) input: CreateDrugInput, @Ctx() ctx: Context) {
    return createDrug(ctx, input)
  }

  @Mutation(() => Drug, { description: 'Changes a pack of a drug.' })
  @Can('drug:manage')
  updateDrug(@Arg('input', () => UpdateDrugInput) input: UpdateDrugInput, @Ctx() ctx: Context) {
    return updateDrug(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('drug:manage')
  setDrugsEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: Context) {
    return setDrugsEnabled(ctx, ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('drug:manage')
  removeDrugs(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: Context) {
    return removeDrugs(ctx, ids)
  }

  @FieldResolver(() => Supplier, { nullable: true })
  supplier(@Root() { supplierId }: DrugRow, @Ctx() ctx: Context) {
    return supplierId ? supplierOf(ctx, supplierId) : null
  }
}

import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { createSupplier, removeSuppliers, setSuppliersEnabled, updateSupplier } from './supplier-commands.ts'
import { CreateSupplierInput, UpdateSupplierInput } from './supplier.inputs.ts'
import { listSuppliers } from './supplier.ts'
import { Supplier, SupplierConnection, SupplierFilter } from './supplier.types.ts'

@Resolver(() => Supplier)
export class SupplierResolver {
  @Query(() => SupplierConnection, { description: 'Who delivers drugs.' })
  @Can('drug:manage')
  async suppliers(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => SupplierFilter, { nullable: true }) filter: SupplierFilter | null, @Ctx() ctx: Context) {
    return new SupplierConnection(await listSuppliers(ctx, page, filter ?? {}))
  }

  @Mutation(() => Supplier, { description: 'Adds a supplier.' })
  @Can('drug:manage')
  createSupplier(@Arg('input', () => CreateSupplierInput) input: CreateSupplierInput, @Ctx() ctx: Context) {
    return createSupplier(ctx, input)
  }

  @Mutation(() => Supplier, { description: 'Changes a supplier.' })
  @Can('drug:manage')
  updateSupplier(@Arg('input', () => UpdateSupplierInput) input: UpdateSupplierInput, @Ctx() ctx: Context) {
    return updateSupplier(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('drug:manage')
  setSuppliersEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: Context) {
    return setSuppliersEnabled(ctx, ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('drug:manage')
  removeSuppliers(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: Context) {
    return removeSuppliers(ctx, ids)
  }
}

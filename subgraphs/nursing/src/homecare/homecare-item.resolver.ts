import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { findHomecareItems, listHomecareItems } from './homecare-item.ts'
import { HomecareItem, HomecareItemConnection } from './homecare-item.types.ts'

@Resolver(() => HomecareItem)
export class HomecareItemResolver {
  @Query(() => HomecareItemConnection, { description: 'Nursing services at home on offer; refused while the institution, or the whole hospital, has switched them off.' })
  @Can('homecare:read')
  async homecareItems(@Args(() => PageArgs) page: PageArgs, @Arg('category', () => String, { nullable: true }) category: string | undefined, @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Ctx() ctx: Context) {
    return new HomecareItemConnection(await listHomecareItems(ctx, page, { category, institutionId }))
  }

  @Query(() => HomecareItem, { nullable: true })
  @Can('homecare:read')
  async homecareItem(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findHomecareItems(ctx, [id]))[0] ?? null
  }
}

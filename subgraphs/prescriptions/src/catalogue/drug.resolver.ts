import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { findDrugs, listDrugs } from './drug.ts'
import { Drug, DrugConnection } from './drug.types.ts'

@Resolver(() => Drug)
export class DrugResolver {
  @Query(() => DrugConnection, { description: 'The drug catalogue; `search` takes part of a name, the beginning of a code, or pinyin initials.' })
  @Can('drug:read')
  async drugs(@Args(() => PageArgs) page: PageArgs, @Arg('search', () => String, { nullable: true }) search: string | undefined, @Ctx() ctx: Context) {
    return new DrugConnection(await listDrugs(ctx, page, search))
  }

  @Query(() => Drug, { nullable: true })
  @Can('drug:read')
  async drug(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findDrugs(ctx, [id]))[0] ?? null
  }
}

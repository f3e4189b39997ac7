import { Arg, Args, Ctx, Directive, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { changeClient, createClient, disableClient, listClients, rotateSecret } from './client.ts'
import { ApiClient, ApiClientConnection, ApiClientSecret, ChangeApiClientInput, CreateApiClientInput } from './client.types.ts'
import { reserveCalls } from './quota.ts'

@Resolver(() => ApiClient)
export class ApiClientResolver {
  @Query(() => ApiClientConnection, { description: 'Third parties\' programs, the newest first.' })
  @Can('client:read')
  async apiClients(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new ApiClientConnection(await listClients(ctx, page))
  }

  @Mutation(() => ApiClientSecret, { description: 'Makes a client of the public contract.' })
  @Can('client:manage')
  createApiClient(@Arg('input', () => CreateApiClientInput) input: CreateApiClientInput, @Ctx() ctx: PlatformContext) {
    return createClient(ctx, input)
  }

  @Mutation(() => ApiClient, { description: 'Changes what a client may do, at once.' })
  @Can('client:manage')
  changeApiClient(@Arg('input', () => ChangeApiClientInput) input: ChangeApiClientInput, @Ctx() ctx: PlatformContext) {
    return changeClient(ctx, input)
  }

  @Mutation(() => ApiClientSecret, { description: 'Gives a client a new secret; the former one is good for another day.' })
  @Can('client:manage')
  rotateApiClientSecret(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return rotateSecret(ctx, id)
  }

  @Mutation(() => ApiClient, { description: 'Stops a client at once, or lets it go on.' })
  @Can('client:manage')
  disableApiClient(@Arg('id', () => ID) id: string, @Arg('disabled', () => Boolean) disabled: boolean, @Ctx() ctx: PlatformContext) {
    return disableClient(ctx, id, disabled)
  }

  @Mutation(() => Int, { description: 'Reserves calls of today for a gateway. For gateways alone.' })
  @Directive('@inaccessible')
  @Can('client:manage')
  reserveApiCalls(@Arg('clientId', () => ID) clientId: string, @Arg('count', () => Int) count: number, @Ctx() ctx: PlatformContext) {
    return inTransaction(ctx, (tx) => reserveCalls(tx, clientId, count))
  }
}

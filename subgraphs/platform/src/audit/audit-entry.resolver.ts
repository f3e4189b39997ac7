import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { listAuditEntries } from './audit-entry.ts'
import { AuditEntry, AuditEntryConnection, AuditFilter } from './audit-entry.types.ts'

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, { description: 'The newest first.' })
  @Can('audit:read')
  async auditEntries(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null, @Ctx() ctx: PlatformContext) {
    return new AuditEntryConnection(await listAuditEntries(ctx, page, filter ?? {}))
  }
}

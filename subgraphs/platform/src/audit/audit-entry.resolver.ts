import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { listAuditEntries, verifyAuditLog } from './audit-entry.ts'
import { AuditEntry, AuditEntryConnection, AuditFilter, AuditVerification } from './audit-entry.types.ts'

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @Query(() => AuditEntryConnection, { description: 'The newest first.' })
  @Can('audit:read')
  async auditEntries(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null, @Ctx() ctx: PlatformContext) {
    return new AuditEntryConnection(await listAuditEntries(ctx, page, filter ?? {}))
  }

  @Query(() => AuditVerification, { description: 'Looks at the whole log now: each row\'s hash covers the one before.' })
  @Can('audit:read')
  auditVerification(@Ctx() ctx: PlatformContext) {
    return verifyAuditLog(ctx)
  }
}

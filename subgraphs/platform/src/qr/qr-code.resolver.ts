import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can, Public } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { departmentOf } from '../directory/department.ts'
import { Department } from '../directory/department.types.ts'
import { practitionerOf } from '../directory/practitioner.ts'
import { Practitioner } from '../directory/practitioner.types.ts'
import { Job } from '../jobs/job.types.ts'
import { createQrCodes } from './batch.ts'
import { findQrCodes, listQrCodes, setQrCodeEnabled, type QrCodeRow } from './qr-code.ts'
import { CreateQrCodesInput, QrCode, QrCodeConnection, QrCodeFilter, QrCount, QrLanding, QrStatistics, QrStatisticsFilter } from './qr-code.types.ts'
import { visitQrCode } from './scan.ts'
import { countsOfCodes, readQrStatistics } from './statistics.ts'

const countOf = (ctx: PlatformContext, id: string) => batch(ctx, 'scans of code', (ids) => countsOfCodes(ctx, ids)).load(id)

@Resolver(() => QrCode)
export class QrCodeResolver {
  @Query(() => QrCode, { nullable: true })
  @Can('qr:read')
  async qrCode(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findQrCodes(ctx, [id]))[0] ?? null
  }

  @Query(() => QrCodeConnection, { description: 'The newest first.' })
  @Can('qr:read')
  async qrCodes(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => QrCodeFilter, { nullable: true }) filter: QrCodeFilter | null, @Ctx() ctx: PlatformContext) {
    return new QrCodeConnection(await listQrCodes(ctx, page, filter ?? {}))
  }

  @Query(() => QrStatistics)
  @Can('qr:read')
  qrStatistics(@Arg('filter', () => QrStatisticsFilter) filter: QrStatisticsFilter, @Ctx() ctx: PlatformContext) {
    return readQrStatistics(ctx, filter)
  }

  @Mutation(() => Job, { description: 'Makes up to 1,000 codes in the background; the job leaves all pictures and their list as one archive for a day.' })
  @Can('qr:manage')
  createQrCodes(@Arg('input', () => CreateQrCodesInput) input: CreateQrCodesInput, @Ctx() ctx: PlatformContext) {
    return createQrCodes(ctx, input)
  }

  @Mutation(() => QrCode, { description: 'A code that is switched off leads nowhere and counts nothing.' })
  @Can('qr:manage')
  setQrCodeEnabled(@Arg('id', () => ID) id: string, @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setQrCodeEnabled(ctx, id, enabled)
  }

  @Mutation(() => QrLanding, { description: 'Somebody scanned an own link: counted once a visitor and half hour.' })
  @Public()
  async visitQrCode(
    @Arg('code', () => String) code: string,
    @Arg('visitor', () => String, { nullable: true, description: 'A random name that the page gave to this browser for half an hour; without one nobody is counted (a robot, a preview).' }) visitor: string | null,
    @Ctx() ctx: PlatformContext,
  ): Promise<QrLanding> {
    return { path: await visitQrCode(ctx, code, visitor) }
  }

  @FieldResolver(() => Practitioner, { nullable: true })
  practitioner(@Root() { target, targetId }: QrCodeRow, @Ctx() ctx: PlatformContext) {
    return target === 'DOCTOR' ? practitionerOf(ctx, targetId!) : null
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() { target, targetId }: QrCodeRow, @Ctx() ctx: PlatformContext) {
    return target === 'DEPARTMENT' ? departmentOf(ctx, targetId!) : null
  }

  @FieldResolver(() => QrCount, { description: 'All scans of it.' })
  counted(@Root() { id }: QrCodeRow, @Ctx() ctx: PlatformContext) {
    return countOf(ctx, id)
  }

  @FieldResolver(() => DateTime, { nullable: true })
  async lastScannedAt(@Root() { id }: QrCodeRow, @Ctx() ctx: PlatformContext) {
    return (await countOf(ctx, id))?.lastAt ?? null
  }
}

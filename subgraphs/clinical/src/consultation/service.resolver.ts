import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { PractitionerReference } from '../references.types.ts'
import type { ConsultationKind as Kind } from './consultation.kinds.ts'
import { countKey, requestedToday } from './daily-places.ts'
import { isOpenAt } from './hours.ts'
import { readRules } from './rules.ts'
import { ConsultationRules } from './rules.types.ts'
import { listConsultingPractitioners, listMyServices, servicesByPractitioner, setConsultationService } from './service.ts'
import { ConsultationKind, ConsultationService, ConsultationServiceConnection, SetConsultationServiceInput, type ServiceRow } from './service.types.ts'

@Resolver(() => ConsultationService)
export class ConsultationServiceResolver {
  @Query(() => [ConsultationService], { description: 'What the doctor himself offers, closed kinds too; a kind never set is absent.' })
  @Can('consultation:configure')
  myConsultationServices(@Ctx() ctx: Context) {
    return listMyServices(ctx)
  }

  @Query(() => ConsultationServiceConnection, { description: 'Services on offer, doctors in the hospital\'s order. `search`: a name or the initials of its pinyin.' })
  @Can('directory:read')
  async consultingPractitioners(
    @Args(() => PageArgs) page: PageArgs, @Arg('departmentId', () => ID, { nullable: true }) departmentId: string | undefined,
    @Arg('search', () => String, { nullable: true }) search: string | undefined, @Ctx() ctx: Context,
  ) {
    return new ConsultationServiceConnection(await listConsultingPractitioners(ctx, page, { departmentId, search }))
  }

  @Query(() => ConsultationRules, { description: 'What the patient reads before asking (咨询须知), and which consent is needed.' })
  @Can('text:read')
  consultationRules(@Arg('kind', () => ConsultationKind) kind: Kind, @Ctx() ctx: Context) {
    return readRules(ctx, kind)
  }

  @Mutation(() => ConsultationService, { description: 'Sets price, hours and limits of one\'s own service (设置咨询服务). Consultations already asked for keep theirs.' })
  @Can('consultation:configure')
  setConsultationService(@Arg('input', () => SetConsultationServiceInput) input: SetConsultationServiceInput, @Ctx() ctx: Context) {
    return setConsultationService(ctx, input)
  }

  @FieldResolver(() => PractitionerReference)
  practitioner(@Root() row: ServiceRow) {
    return { id: row.practitionerId }
  }

  @FieldResolver(() => Boolean, { description: 'Whether it can be asked for at this moment, by its hours.' })
  openNow(@Root() row: ServiceRow, @Ctx() ctx: Context) {
    return row.enabled && isOpenAt(row.hours, ctx.now())
  }

  @FieldResolver(() => Int)
  async remainingToday(@Root() row: ServiceRow, @Ctx() ctx: Context) {
    const requested = (await batch(ctx, 'requested today', (keys) => requestedToday(ctx, keys)).load(countKey(row))) ?? 0
    return Math.max(0, row.dailyLimit - requested)
  }
}

@Resolver(() => PractitionerReference)
export class PractitionerServicesResolver {
  @FieldResolver(() => [ConsultationService], { description: 'Consultations that the doctor offers.' })
  async services(@Root() { id }: PractitionerReference, @Ctx() ctx: Context) {
    return (await batch(ctx, 'services', (ids) => servicesByPractitioner(ctx, ids)).load(id)) ?? []
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { childrenOf, departmentOf, departmentsOfInstitution, departmentsOfPractitioner, findDepartments, listDepartments, type DepartmentRow } from './department.ts'
import { Department, DepartmentConnection, DepartmentFilter } from './department.types.ts'
import { findInstitutions, institutionOf, listInstitutions, type InstitutionRow } from './institution.ts'
import { GeoPoint, Institution, InstitutionFilter } from './institution.types.ts'
import { findPractitioners, listPractitioners, type PractitionerRow } from './practitioner.ts'
import { Practitioner, PractitionerConnection, PractitionerFilter } from './practitioner.types.ts'

@Resolver(() => Institution)
export class InstitutionResolver {
  @Query(() => [Institution], { description: 'The main hospital and its branches.' })
  @Can('directory:read')
  institutions(@Arg('filter', () => InstitutionFilter, { nullable: true }) filter: InstitutionFilter | null, @Ctx() ctx: PlatformContext) {
    return listInstitutions(ctx, filter ?? {})
  }

  @Query(() => Institution, { nullable: true })
  @Can('directory:read')
  async institution(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findInstitutions(ctx, [id]))[0] ?? null
  }

  @FieldResolver(() => Institution, { nullable: true })
  parent(@Root() { parentId }: InstitutionRow, @Ctx() ctx: PlatformContext) {
    return parentId ? institutionOf(ctx, parentId) : null
  }

  @FieldResolver(() => GeoPoint, { nullable: true })
  location(@Root() { latitude, longitude }: InstitutionRow) {
    return latitude === null ? null : { latitude, longitude }
  }

  @FieldResolver(() => [Department])
  departments(@Root() { id }: InstitutionRow, @Ctx() ctx: PlatformContext) {
    return departmentsOfInstitution(ctx, id)
  }
}

@Resolver(() => Department)
export class DepartmentResolver {
  @Query(() => Department, { nullable: true })
  @Can('directory:read')
  async department(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findDepartments(ctx, [id]))[0] ?? null
  }

  @Query(() => DepartmentConnection)
  @Can('directory:read')
  async departments(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => DepartmentFilter, { nullable: true }) filter: DepartmentFilter | null, @Ctx() ctx: PlatformContext) {
    return new DepartmentConnection(await listDepartments(ctx, page, filter ?? {}))
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: DepartmentRow, @Ctx() ctx: PlatformContext) {
    return institutionOf(ctx, institutionId)
  }

  @FieldResolver(() => Department, { nullable: true })
  parent(@Root() { parentId }: DepartmentRow, @Ctx() ctx: PlatformContext) {
    return parentId ? departmentOf(ctx, parentId) : null
  }

  @FieldResolver(() => [Department])
  children(@Root() { id }: DepartmentRow, @Ctx() ctx: PlatformContext) {
    return childrenOf(ctx, id)
  }

  @FieldResolver(() => PractitionerConnection)
  async practitioners(@Root() { id }: DepartmentRow, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new PractitionerConnection(await listPractitioners(ctx, page, { departmentId: id }))
  }
}

@Resolver(() => Practitioner)
export class PractitionerResolver {
  @Query(() => Practitioner, { nullable: true })
  @Can('directory:read')
  async practitioner(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findPractitioners(ctx, [id]))[0] ?? null
  }

  @Query(() => PractitionerConnection)
  @Can('directory:read')
  async practitioners(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => PractitionerFilter, { nullable: true }) filter: PractitionerFilter | null, @Ctx() ctx: PlatformContext) {
    return new PractitionerConnection(await listPractitioners(ctx, page, filter ?? {}))
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: PractitionerRow, @Ctx() ctx: PlatformContext) {
    return institutionOf(ctx, institutionId)
  }

  @FieldResolver(() => [Department], { description: 'The primary one first.' })
  departments(@Root() { id }: PractitionerRow, @Ctx() ctx: PlatformContext) {
    return departmentsOfPractitioner(ctx, id)
  }
}

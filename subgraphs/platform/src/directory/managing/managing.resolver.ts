import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import { BulkResult } from '@hospital/subgraph/bulk'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../../context.ts'
import { Department } from '../department.types.ts'
import { Institution } from '../institution.types.ts'
import { Practitioner } from '../practitioner.types.ts'
import { createDepartment, updateDepartment } from './department-commands.ts'
import { CreateDepartmentInput, CreateInstitutionInput, CreatePractitionerInput, UpdateDepartmentInput, UpdateInstitutionInput, UpdatePractitionerInput } from './inputs.types.ts'
import { createInstitution, updateInstitution } from './institution-commands.ts'
import { createPractitioner, setPractitionersEnabled, updatePractitioner } from './practitioner-commands.ts'
import { removeRecords, setEnabled } from './record.ts'

@Resolver(() => Institution)
export class InstitutionManagingResolver {
  @Mutation(() => Institution, { description: 'Adds an institution.' })
  @Can('directory:manage')
  createInstitution(@Arg('input', () => CreateInstitutionInput) input: CreateInstitutionInput, @Ctx() ctx: PlatformContext) {
    return createInstitution(ctx, input)
  }

  @Mutation(() => Institution, { description: 'Changes an institution; what comes from HIS and was set by hand is kept from later syncs.' })
  @Can('directory:manage')
  updateInstitution(@Arg('input', () => UpdateInstitutionInput) input: UpdateInstitutionInput, @Ctx() ctx: PlatformContext) {
    return updateInstitution(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('directory:manage')
  setInstitutionsEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setEnabled(ctx, 'Institution', ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('directory:manage')
  removeInstitutions(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return removeRecords(ctx, 'Institution', ids)
  }
}

@Resolver(() => Department)
export class DepartmentManagingResolver {
  @Mutation(() => Department, { description: 'Adds a department.' })
  @Can('directory:manage')
  createDepartment(@Arg('input', () => CreateDepartmentInput) input: CreateDepartmentInput, @Ctx() ctx: PlatformContext) {
    return createDepartment(ctx, input)
  }

  @Mutation(() => Department, { description: 'Changes a department; what comes from HIS and was set by hand is kept from later syncs.' })
  @Can('directory:manage')
  updateDepartment(@Arg('input', () => UpdateDepartmentInput) input: UpdateDepartmentInput, @Ctx() ctx: PlatformContext) {
    return updateDepartment(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('directory:manage')
  setDepartmentsEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setEnabled(ctx, 'Department', ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('directory:manage')
  removeDepartments(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return removeRecords(ctx, 'Department', ids)
  }
}

@Resolver(() => Practitioner)
export class PractitionerManagingResolver {
  @Mutation(() => Practitioner, { description: 'Adds a doctor, nurse or pharmacist, who has to be audited before he works.' })
  @Can('directory:manage')
  createPractitioner(@Arg('input', () => CreatePractitionerInput) input: CreatePractitionerInput, @Ctx() ctx: PlatformContext) {
    return createPractitioner(ctx, input)
  }

  @Mutation(() => Practitioner, { description: 'Changes a doctor, nurse or pharmacist; what comes from HIS and was set by hand is kept from later syncs.' })
  @Can('directory:manage')
  updatePractitioner(@Arg('input', () => UpdatePractitionerInput) input: UpdatePractitionerInput, @Ctx() ctx: PlatformContext) {
    return updatePractitioner(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Takes them into or out of service.' })
  @Can('directory:manage')
  setPractitionersEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setPractitionersEnabled(ctx, ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes what nothing refers to; the others are refused with the reason.' })
  @Can('directory:manage')
  removePractitioners(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return removeRecords(ctx, 'Practitioner', ids)
  }
}

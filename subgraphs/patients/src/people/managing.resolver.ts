import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import { Account } from '../accounts/account.types.ts'
import type { PatientsContext } from '../context.ts'
import { accountsById, changePatient, listPatients, setPatientLimit, unmaskPatient } from './managing.ts'
import { ChangePatientInput, PatientConnection, PatientFilter, SetPatientLimitInput, UnmaskedPatient } from './managing.types.ts'
import type { PatientRow } from './patient.ts'
import { Patient } from './patient.types.ts'

@Resolver(() => Patient)
export class PatientManagingResolver {
  @Query(() => PatientConnection, { description: 'The persons of all accounts (患者信息管理), the newest first; personal numbers are masked.' })
  @Can('patient:list')
  async patients(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => PatientFilter, { nullable: true }) filter: PatientFilter | null, @Ctx() ctx: PatientsContext) {
    return new PatientConnection(await listPatients(ctx, page, filter ?? {}) as never)
  }

  @Mutation(() => Patient, { description: 'Puts right what the hospital may: phone, relationship, how to reach the guardian.' })
  @Can('patient:change')
  changePatient(@Arg('input', () => ChangePatientInput) input: ChangePatientInput, @Ctx() ctx: PatientsContext) {
    return changePatient(ctx, input)
  }

  @Mutation(() => Account, { description: 'How many persons this account may keep (就诊人上限), or that what holds for all holds for it again.' })
  @Can('patient:change')
  setPatientLimit(@Arg('input', () => SetPatientLimitInput) input: SetPatientLimitInput, @Ctx() ctx: PatientsContext) {
    return setPatientLimit(ctx, input)
  }

  @Mutation(() => UnmaskedPatient, { description: 'Shows the whole numbers of one person, and writes into the log who looked and why.' })
  @Can('patient:unmask')
  unmaskPatient(@Arg('id', () => ID) id: string, @Arg('reason', () => String) reason: string, @Ctx() ctx: PatientsContext) {
    return unmaskPatient(ctx, { id, reason })
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Who keeps the person; for the account itself and for administrators.' })
  account(@Root() { accountId }: PatientRow, @Ctx() ctx: PatientsContext) {
    return batch(ctx, 'account by id', (ids) => accountsById(ctx, ids)).load(accountId)
  }

  @FieldResolver(() => DateTime)
  createdAt(@Root() { createdAt }: PatientRow) {
    return createdAt
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Taken off the account then.' })
  removedAt(@Root() { removedAt }: PatientRow) {
    return removedAt
  }

  @FieldResolver(() => Int, { description: 'To be handed back with a change.' })
  version(@Root() { version }: PatientRow) {
    return version
  }
}

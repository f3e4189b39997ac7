import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { PatientsContext } from '../context.ts'
import { getPatient, type PatientRow } from '../people/patient.ts'
import { Patient } from '../people/patient.types.ts'
import { findChecks, findOpenCheck, urlOf, type CheckRow } from './identity-check.ts'
import { FinishIdentityCheckInput, IdentityCheck, IdentityProof, StartIdentityCheckInput } from './identity.types.ts'
import { currentProofs } from './proof.ts'
import { finishIdentityCheck } from './settle-check.ts'
import { startIdentityCheck } from './start-check.ts'

@Resolver(() => IdentityCheck)
export class IdentityCheckResolver {
  @Query(() => IdentityCheck, { nullable: true, description: 'A face check of the own account.' })
  @Can('patient:manage')
  async identityCheck(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return (await findChecks(ctx, [id]))[0] ?? null
  }

  @Mutation(() => IdentityCheck, { description: 'Opens a face check of a person, or of a minor\'s guardian (人脸核验); one that is under way is gone on with. The browser then goes to `url`.' })
  @Can('patient:manage')
  startIdentityCheck(@Arg('input', () => StartIdentityCheckInput) input: StartIdentityCheckInput, @Ctx() ctx: PatientsContext) {
    return startIdentityCheck(ctx, input)
  }

  @Mutation(() => IdentityCheck, { description: 'Asks the provider what became of a check. PASSED proves the person; a check is good for one answer.' })
  @Can('patient:manage')
  finishIdentityCheck(@Arg('input', () => FinishIdentityCheckInput) input: FinishIdentityCheckInput, @Ctx() ctx: PatientsContext) {
    return finishIdentityCheck(ctx, input)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The provider\'s page; null once there is nothing to do on it.' })
  url(@Root() check: CheckRow, @Ctx() ctx: PatientsContext) {
    return urlOf(ctx, check)
  }

  @FieldResolver(() => Patient)
  patient(@Root() { patientId }: CheckRow, @Ctx() ctx: PatientsContext) {
    return getPatient(ctx, patientId)
  }
}

@Resolver(() => Patient)
export class PatientIdentityResolver {
  @FieldResolver(() => IdentityProof, { nullable: true, description: 'The proof of the real name by live face that holds now (已实名).' })
  identityProof(@Root() { id }: PatientRow, @Ctx() ctx: PatientsContext) {
    return batch(ctx, 'proof by patient', (ids) => currentProofs(ctx, ids)).load(id)
  }

  @FieldResolver(() => IdentityCheck, { nullable: true, description: 'The face check under way, for the account that started it.' })
  async openIdentityCheck(@Root() { id }: PatientRow, @Ctx() ctx: PatientsContext) {
    return (await findOpenCheck(ctx, id)) ?? null
  }
}

import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'
import { IDENTITY_CHECK_STATUSES, type IdentityCheckStatus } from './identity-check.status.ts'

const enumOf = <Name extends string>(names: readonly Name[]) => Object.fromEntries(names.map((name) => [name, name])) as { [N in Name]: N }

export const IDENTITY_FAILURES = ['NOT_ALIVE', 'OTHER_FACE', 'WRONG_PERSON', 'CANCELLED', 'OTHER'] as const
export type IdentityFailure = (typeof IDENTITY_FAILURES)[number]

export const IdentityCheckStatusEnum = enumOf(IDENTITY_CHECK_STATUSES)
registerEnumType(IdentityCheckStatusEnum, { name: 'IdentityCheckStatus', description: 'STARTED 核验中, PASSED 通过, FAILED 未通过, EXPIRED 超时.' })
export const IdentityFailureEnum = enumOf(IDENTITY_FAILURES)
registerEnumType(IdentityFailureEnum, { name: 'IdentityFailure', description: 'NOT_ALIVE: no living face. OTHER_FACE: not the face that the police keep. WRONG_PERSON: passed, but by somebody else\'s papers. CANCELLED: given up before the camera.' })
export const IdentitySubjectEnum = enumOf(['PERSON', 'GUARDIAN'])
registerEnumType(IdentitySubjectEnum, { name: 'IdentitySubject', description: 'Who stands before the camera: the person, or the guardian of a minor (监护人).' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One check of a real name by live face (人脸核验), seen by the account that started it. What the browser brings back decides nothing: the hospital asks the provider.' })
export class IdentityCheck {
  @Field(() => ID)
  id!: string

  @Field(() => IdentityCheckStatusEnum)
  status!: IdentityCheckStatus

  @Field(() => IdentitySubjectEnum)
  subject!: keyof typeof IdentitySubjectEnum

  @Field(() => IdentityFailureEnum, { nullable: true })
  failure!: IdentityFailure | null

  @Field(() => DateTime)
  startedAt!: Date

  @Field(() => DateTime, { description: 'To be passed by then.' })
  expiresAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'That a person\'s real name was proven by live face (实名凭证), seen with the person.' })
export class IdentityProof {
  @Field(() => ID)
  id!: string

  @Field(() => IdentitySubjectEnum)
  subject!: keyof typeof IdentitySubjectEnum

  @Field(() => DateTime)
  provenAt!: Date

  @Field(() => DateTime, { description: 'From then on it has to be proven anew.' })
  expiresAt!: Date
}

@InputType()
export class StartIdentityCheckInput {
  @Field(() => ID)
  patientId!: string

  @Field(() => ID, { description: 'The consent to `identity.consent`, given for this person.' })
  consentId!: string

  @Field(() => String, { description: 'A page of one of the hospital\'s apps; the check\'s id is added to it as `check`.' })
  returnUrl!: string
}

@InputType()
export class FinishIdentityCheckInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'The token that the provider added to the address, where the browser came back with one: it must be this check\'s own.' })
  token?: string | null
}

import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

@ObjectType({ description: 'How a practitioner signs in (医护端账号).' })
export class PractitionerAccount {
  @Field(() => String)
  login!: string

  @Field(() => Boolean, { description: 'Whether an authenticator was taken over (动态口令).' })
  totpEnrolled!: boolean

  @Field(() => DateTime, { nullable: true, description: 'After too many wrong tries.' })
  lockedUntil!: Date | null

  @Field(() => DateTime, { nullable: true })
  signedInAt!: Date | null
}

@ObjectType({ description: 'A login with a temporary password, which is shown this once.' })
export class AdmittedPractitioner {
  @Field(() => String)
  login!: string

  @Field(() => String, { description: 'Works for three days, and has to be replaced at the first sign-in.' })
  temporaryPassword!: string
}

@InputType()
export class OpenPractitionerAccountInput {
  @Field(() => ID)
  practitionerId!: string

  @Field(() => String, { description: '3 to 30 small letters, digits, dots, hyphens or underscores, a letter first.' })
  login!: string
}

import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'
import { Practitioner } from '../directory/practitioner.types.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Somebody who runs the platform from the console (系统管理员).' })
export class Administrator {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  login!: string

  @Field(() => String)
  name!: string

  @Field(() => [String], { description: 'Names of roles; each is a set of permissions.' })
  roles!: string[]
}

@ObjectType({ description: 'Who is signed in at a workstation or the console.' })
export class StaffMember {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  login!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { description: '`PRACTITIONER` or `ADMINISTRATOR`.' })
  kind!: string

  @Field(() => Practitioner, { nullable: true })
  practitioner!: Practitioner | null

  @Field(() => Administrator, { nullable: true })
  administrator!: Administrator | null

  @Field(() => [String], { description: 'What menus and buttons are shown by.' })
  permissions!: string[]

  @Field(() => DateTime, { nullable: true, description: 'The session ends then, however often it is refreshed.' })
  sessionExpiresAt!: Date | null
}

@ObjectType({ description: 'The password was right: a time-based code is asked for, within five minutes.' })
export class SignInChallenge {
  @Field(() => String)
  challenge!: string

  @Field(() => Boolean)
  totpEnrolled!: boolean

  @Field(() => Boolean, { description: 'The password is a temporary one: the code comes with a new one.' })
  passwordChangeRequired!: boolean

  @Field(() => String, { nullable: true, description: 'For the QR code of an authenticator app; only until the first code was accepted.' })
  otpauthUri!: string | null
}

@InputType()
export class SignInStaffInput {
  @Field(() => String)
  login!: string

  @Field(() => String)
  password!: string
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  current!: string

  @Field(() => String)
  next!: string
}

@InputType()
export class ConfirmTotpInput {
  @Field(() => String)
  challenge!: string

  @Field(() => String, { description: 'Six digits.' })
  code!: string

  @Field(() => String, { nullable: true, description: 'In place of a temporary password: 10 to 64 characters of at least two kinds.' })
  newPassword?: string | null
}

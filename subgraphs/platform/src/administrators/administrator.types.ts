import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { Administrator } from '../staff/staff.types.ts'

export const AdministratorConnection = connectionOf(Administrator, 'Administrator')

@ObjectType({ description: 'One permission, as roles are made of.' })
export class PermissionName {
  @Field(() => String)
  name!: string

  @Field(() => String)
  label!: string

  @Field(() => Boolean, { description: 'Belongs to a patient or a doctor in the room: no administrator is given it.' })
  personal!: boolean
}

@ObjectType({ description: 'A set of permissions that administrators, or a kind of staff, hold (角色).' })
export class Role {
  @Field(() => ID, { description: 'The name.' })
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String)
  label!: string

  @Field(() => String, { description: '`ADMINISTRATOR`, or `STAFF` for what a kind of practitioner holds by itself.' })
  kind!: string

  @Field(() => Boolean, { description: 'Comes with the house; it cannot be removed.' })
  builtIn!: boolean

  @Field(() => Boolean)
  editable!: boolean

  @Field(() => [String])
  permissions!: string[]

  @Field(() => Int)
  version!: number
}

@ObjectType({ description: 'A password made for somebody. It is shown this once, works for 72 hours, and is replaced at the first sign-in.' })
export class AdmittedAdministrator {
  @Field(() => Administrator)
  administrator!: Administrator

  @Field(() => String)
  temporaryPassword!: string
}

@InputType()
export class AdministratorFilter {
  @Field(() => String, { nullable: true, description: 'Part of login or name.' })
  search?: string | null

  @Field(() => String, { nullable: true })
  role?: string | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null
}

@InputType()
export class CreateAdministratorInput {
  @Field(() => String)
  login!: string

  @Field(() => String)
  name!: string

  @Field(() => [String])
  roles!: string[]

  @Field(() => ID, { nullable: true, description: 'Null: the whole hospital.' })
  institutionId?: string | null
}

@InputType()
export class UpdateAdministratorInput {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => [String])
  roles!: string[]

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => Int)
  version!: number
}

@InputType()
export class CreateRoleInput {
  @Field(() => String, { description: 'Capital letters, digits, underscores.' })
  name!: string

  @Field(() => String)
  label!: string

  @Field(() => [String])
  permissions!: string[]
}

@InputType()
export class UpdateRoleInput extends CreateRoleInput {
  @Field(() => Int)
  version!: number
}

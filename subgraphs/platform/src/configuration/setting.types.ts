import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { SettingKey } from '@hospital/configuration/settings'
import { BUSINESSES, type Business } from '@hospital/configuration/business'
import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import { Json } from '@hospital/subgraph/scalars'

const namesOf = <Name extends string>(record: Record<Name, unknown>) => Object.fromEntries(Object.keys(record).map((name) => [name, name])) as { [N in Name]: N }

export const TerminalEnum = namesOf<Terminal>(TERMINALS)
registerEnumType(TerminalEnum, { name: 'Terminal', description: 'Where the patient app is opened (终端).' })

export const BusinessEnum = namesOf<Business>(BUSINESSES)
registerEnumType(BusinessEnum, { name: 'Business', description: 'What an institution offers and may switch off (机构业务).' })

export const SettingScopeEnum = namesOf({ HOSPITAL: 1, INSTITUTION: 1, TERMINAL: 1 })
registerEnumType(SettingScopeEnum, { name: 'SettingScope' })

export const SettingKindEnum = namesOf({ SWITCH: 1, NUMBER: 1, TEXT: 1, COLOR: 1, CHOICE: 1 })
registerEnumType(SettingKindEnum, { name: 'SettingKind' })

export const SettingSourceEnum = namesOf({ OWN: 1, INHERITED: 1, DEFAULT: 1 })
registerEnumType(SettingSourceEnum, { name: 'SettingSource', description: 'Set right here, somewhere above, or nowhere.' })

@ObjectType()
export class SettingChoice {
  @Field(() => String)
  value!: string

  @Field(() => String)
  label!: string
}

@ObjectType({ description: 'A setting (配置项) with the value in force at one node: the whole hospital, an institution, a terminal.' })
export class Setting {
  @Field(() => String)
  key!: SettingKey

  @Field(() => Json, { description: 'The value in force here.' })
  value!: unknown

  @Field(() => SettingSourceEnum)
  source!: string

  @Field(() => Int, { description: 'To be handed back with a change: a change upon an older one is refused.' })
  revision!: number
}

@ObjectType({ description: 'Whether an institution offers a business at this moment.' })
export class InstitutionBusiness {
  @Field(() => BusinessEnum)
  business!: Business

  @Field(() => Boolean)
  open!: boolean

  @Field(() => String, { nullable: true, description: 'What people are told where it is closed.' })
  closedText!: string | null
}

@ObjectType({ description: 'How the patient app works at a terminal (终端配置).' })
export class TerminalFlow {
  @Field(() => TerminalEnum)
  terminal!: Terminal

  @Field(() => String, { description: '`SKIPPABLE` or `REQUIRED`: whether a new account must add a person first.' })
  personAtSignUp!: string

  @Field(() => String, { description: '`NONE` or `BEFORE_SERVICE`.' })
  realName!: string

  @Field(() => Boolean, { description: 'Whether others than oneself may be added.' })
  mayAddOthers!: boolean

  @Field(() => String, { description: '`BOTH`, `QR` or `BAR`.' })
  cardCode!: string
}

@InputType()
export class SettingPlaceInput {
  @Field(() => String)
  key!: string

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => TerminalEnum, { nullable: true })
  terminal?: Terminal | null

  @Field(() => Int)
  revision!: number
}

@InputType()
export class SetSettingInput extends SettingPlaceInput {
  @Field(() => Json)
  value!: unknown
}

import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import type { BlacklistState } from './blacklist.ts'

export const BlacklistStateEnum = { ACTIVE: 'ACTIVE', ENDED: 'ENDED', LIFTED: 'LIFTED' } as const
registerEnumType(BlacklistStateEnum, { name: 'BlacklistState', description: '生效中, 已到期, 已解除.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'An account that may start no new service for a time (黑名单).' })
export class BlacklistEntry {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'The patient is told it.' })
  reason!: string

  @Field(() => DateTime)
  startsAt!: Date

  @Field(() => DateTime, { description: 'It ends then by itself.' })
  endsAt!: Date

  @Field(() => DateTime, { nullable: true })
  liftedAt!: Date | null

  @Field(() => String, { nullable: true })
  liftReason!: string | null
}

export const BlacklistEntryConnection = connectionOf(BlacklistEntry, 'BlacklistEntry')

@InputType()
export class BlacklistFilter {
  @Field(() => String, { nullable: true, description: 'Part of a person\'s name, or a whole phone, id-card or record number.' })
  search?: string | null

  @Field(() => BlacklistStateEnum, { nullable: true })
  state?: BlacklistState | null
}

@InputType()
export class AddToBlacklistInput {
  @Field(() => ID)
  accountId!: string

  @Field(() => String)
  reason!: string

  @Field(() => HospitalDate, { description: 'It ends with this day.' })
  lastDay!: string
}

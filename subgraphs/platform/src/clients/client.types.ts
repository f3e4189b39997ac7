import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A third party\'s program at the public contract (开放接口客户端).' })
export class ApiClient {
  @Field(() => ID, { description: 'The `client_id` of OAuth.' })
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'Whom to write to when something is wrong with it.' })
  contact!: string

  @Field(() => [String], { description: 'What it may read, e.g. `directory:read`.' })
  scopes!: string[]

  @Field(() => Int)
  perMinute!: number

  @Field(() => Int)
  perDay!: number

  @Field(() => Int, { description: 'What one operation of it may cost.' })
  costLimit!: number

  @Field(() => Boolean)
  disabled!: boolean

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { nullable: true })
  rotatedAt!: Date | null
}

export const ApiClientConnection = connectionOf(ApiClient, 'ApiClient')

@ObjectType({ description: 'A client with its secret, which is shown this once and kept nowhere.' })
export class ApiClientSecret {
  @Field(() => ApiClient)
  client!: ApiClient

  @Field(() => String)
  secret!: string
}

@InputType()
export class CreateApiClientInput {
  @Field(() => String, { description: '2 to 60 characters, of no other client.' })
  name!: string

  @Field(() => String, { description: '2 to 120 characters.' })
  contact!: string

  @Field(() => [String])
  scopes!: string[]

  @Field(() => Int, { nullable: true, description: '120 unless told, at most 6,000.' })
  perMinute?: number | null

  @Field(() => Int, { nullable: true, description: '20,000 unless told, at most 5,000,000.' })
  perDay?: number | null

  @Field(() => Int, { nullable: true, description: '2,000 unless told, at most 10,000.' })
  costLimit?: number | null
}

@InputType()
export class ChangeApiClientInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  contact?: string | null

  @Field(() => [String], { nullable: true })
  scopes?: string[] | null

  @Field(() => Int, { nullable: true })
  perMinute?: number | null

  @Field(() => Int, { nullable: true })
  perDay?: number | null

  @Field(() => Int, { nullable: true })
  costLimit?: number | null
}

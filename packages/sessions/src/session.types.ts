import 'reflect-metadata'
import { Directive, Field, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

@Directive('@shareable')
@ObjectType({ description: 'What a signed-in app holds: a short access token and the refresh token for the next one.' })
export class Session {
  @Field(() => String, { description: 'Bearer token of 15 minutes.' })
  accessToken!: string

  @Field(() => String, { description: 'Good for one refresh. Using it again later ends the whole session.' })
  refreshToken!: string

  @Field(() => DateTime, { description: 'When the access token ends: refresh before.' })
  expiresAt!: Date
}

import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { Fen } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A nursing service at home (护理到家项目) with its price.' })
export class HomecareItem {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'The group it is listed in, e.g. 伤口造口护理.' })
  category!: string

  @Field(() => String, { nullable: true })
  summary!: string | null

  @Field(() => Fen, { description: 'Price of one visit without consumables.' })
  priceFen!: number

  @Field(() => Int, { description: 'Usual length of one visit in minutes.' })
  durationMinutes!: number

  @Field(() => Boolean)
  enabled!: boolean
}

export const HomecareItemConnection = connectionOf(HomecareItem, 'HomecareItem')

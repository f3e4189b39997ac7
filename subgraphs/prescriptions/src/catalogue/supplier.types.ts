import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Who delivers drugs to the hospital (药企).' })
export class Supplier {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true, description: '药品经营许可证 number.' })
  licenceNumber!: string | null

  @Field(() => String, { nullable: true })
  contact!: string | null

  @Field(() => String, { nullable: true })
  phone!: string | null

  @Field(() => String, { nullable: true })
  address!: string | null

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number
}

export const SupplierConnection = connectionOf(Supplier, 'Supplier')

@InputType()
export class SupplierFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name, the beginning of the code, or first letters in pinyin.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null
}

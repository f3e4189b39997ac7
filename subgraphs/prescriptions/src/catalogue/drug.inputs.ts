import { Field, ID, InputType, Int } from 'type-graphql'
import { Fen } from '@hospital/subgraph/scalars'

@InputType()
class DrugFields {
  @Field(() => String, { nullable: true })
  form?: string | null

  @Field(() => String, { nullable: true })
  specification?: string | null

  @Field(() => String, { nullable: true })
  packUnit?: string | null

  @Field(() => Fen, { nullable: true })
  priceFen?: number | null

  @Field(() => String, { nullable: true })
  manufacturer?: string | null

  @Field(() => String, { nullable: true })
  approvalNumber?: string | null

  @Field(() => ID, { nullable: true })
  supplierId?: string | null

  @Field(() => Boolean, { nullable: true })
  controlled?: boolean | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null
}

@InputType()
export class CreateDrugInput extends DrugFields {
  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateDrugInput extends DrugFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'The row\'s `version` as it was read: an edit of an older one is refused with CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true })
  code?: string

  @Field(() => String, { nullable: true })
  name?: string
}

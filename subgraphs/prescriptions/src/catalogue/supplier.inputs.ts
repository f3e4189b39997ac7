import { Field, ID, InputType, Int } from 'type-graphql'

@InputType()
class SupplierFields {
  @Field(() => String, { nullable: true, description: '药品经营许可证 number.' })
  licenceNumber?: string | null

  @Field(() => String, { nullable: true })
  contact?: string | null

  @Field(() => String, { nullable: true })
  phone?: string | null

  @Field(() => String, { nullable: true })
  address?: string | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null
}

@InputType()
export class CreateSupplierInput extends SupplierFields {
  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateSupplierInput extends SupplierFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'The row\'s `version` as it was read: an edit of an older one is refused with CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true })
  code?: string

  @Field(() => String, { nullable: true })
  name?: string
}

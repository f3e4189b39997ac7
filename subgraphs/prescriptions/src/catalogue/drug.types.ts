import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { Fen } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A pack of a drug in the hospital\'s catalogue (药品目录).' })
export class Drug {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Code of the drug and number of its pack, e.g. `800656-02`.' })
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'Pinyin initials for searching.' })
  pinyin!: string

  @Field(() => String, { nullable: true, description: 'Dose form (剂型).' })
  form!: string | null

  @Field(() => String, { nullable: true, description: 'Strength and size of the pack (规格).' })
  specification!: string | null

  @Field(() => String, { nullable: true })
  packUnit!: string | null

  @Field(() => Fen, { nullable: true, description: 'Retail price of one pack.' })
  priceFen!: number | null

  @Field(() => String, { nullable: true })
  manufacturer!: string | null

  @Field(() => String, { nullable: true, description: 'National approval number (国药准字).' })
  approvalNumber!: string | null

  @Field(() => Boolean, { description: 'Specially controlled: may not be prescribed online (互联网诊疗管理办法 art. 19).' })
  controlled!: boolean

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number
}

export const DrugConnection = connectionOf(Drug, 'Drug')

@InputType()
export class DrugFilter {
  @Field(() => Boolean, { nullable: true, description: 'For administrators; everybody else gets those in use.' })
  enabled?: boolean | null

  @Field(() => Boolean, { nullable: true })
  controlled?: boolean | null

  @Field(() => ID, { nullable: true })
  supplierId?: string | null
}

import { Field, InputType } from 'type-graphql'
import { Json } from '@hospital/subgraph/scalars'

@InputType()
export class StartExportInput {
  @Field(() => String, { description: 'Name of the list, e.g. `departments`.' })
  list!: string

  @Field(() => Json, { nullable: true, description: 'The filter of the list, as its query takes it.' })
  filter?: unknown

  @Field(() => [String], { nullable: true, description: 'Keys of columns in the order wanted; all of them unless told.' })
  columns?: string[] | null
}

@InputType()
export class StartImportInput {
  @Field(() => String, { description: 'Name of the catalogue, e.g. `drugs`.' })
  list!: string

  @Field(() => String, { description: 'The receipt of the upload at `/sheets`.' })
  sheet!: string

  @Field(() => Boolean, { description: 'Says what would be added and changed and which rows are wrong, and keeps nothing.' })
  trial!: boolean
}

import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A public picture of banners and articles (图片). Its address never changes, and caches may keep it.' })
export class Picture {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  width!: number

  @Field(() => Int)
  height!: number
}

@InputType()
export class PublishPictureInput {
  @Field(() => String, { description: 'Of an upload of one\'s own (see `/uploads`).' })
  uploadReceipt!: string
}

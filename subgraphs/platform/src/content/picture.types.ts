import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A public picture of banners, articles and designed pages (图片). Its address never changes, and caches may keep it; with `&width=` 320, 480, 720 or 1080 it comes in that width.' })
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

import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'How somebody who runs the platform is called, for colleagues who see what he decided; nothing else of him.' })
export class StaffName {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string
}

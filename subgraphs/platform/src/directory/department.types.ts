import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A department of an institution (科室).' })
export class Department {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'Id in the hospital\'s own system; opaque.' })
  hisId!: string | null

  @Field(() => String)
  code!: string

  @Field(() => String, { nullable: true, description: 'Code in the official list of 诊疗科目.' })
  subjectCode!: string | null

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  intro!: string | null

  @Field(() => String, { nullable: true, description: 'Where it is, e.g. 门诊楼 3 层 A 区.' })
  location!: string | null

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number

  @Field(() => [String], { description: 'Fields that were set by hand and that a sync leaves alone.' })
  pinned!: string[]
}

export const DepartmentConnection = connectionOf(Department, 'Department')

@InputType()
export class DepartmentFilter {
  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => String, { nullable: true, description: 'Part of the name, the code, or first letters in pinyin.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'For administrators; everybody else gets those in service.' })
  enabled?: boolean | null
}

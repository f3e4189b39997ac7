import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

export const InstitutionKind = { MAIN: 'MAIN', BRANCH: 'BRANCH' } as const
registerEnumType(InstitutionKind, { name: 'InstitutionKind', description: '总院, 院区.' })

@Directive('@shareable')
@ObjectType({ description: 'A place on earth, WGS-84.' })
export class GeoPoint {
  @Field(() => Float)
  latitude!: number

  @Field(() => Float)
  longitude!: number
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'The main hospital or one of its branches (机构、院区).' })
export class Institution {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => InstitutionKind)
  kind!: keyof typeof InstitutionKind

  @Field(() => String, { nullable: true })
  address!: string | null

  @Field(() => String, { nullable: true })
  phone!: string | null

  @Field(() => String, { nullable: true, description: 'What the institution says of itself: paragraphs, separated by line breaks.' })
  intro!: string | null

  @Field(() => String, { nullable: true, description: '医疗机构执业许可证 number.' })
  licenceNumber!: string | null

  @Field(() => Int, { description: 'Radius around the location within which a patient may check in.' })
  fenceMeters!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => String, { nullable: true, description: '`#rrggbb`' })
  brandColor!: string | null

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number

  @Field(() => [String], { description: 'Fields that were set by hand and that a sync leaves alone.' })
  pinned!: string[]

  @Field(() => Int)
  sortOrder!: number

  @Field(() => String, { nullable: true, description: 'Id in the hospital\'s own system; opaque.' })
  hisId!: string | null
}

@InputType()
export class InstitutionFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or the address.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'For administrators; everybody else gets those in service.' })
  enabled?: boolean | null
}

import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { STANDINGS, type Standing } from './standing.ts'

export const StaffRole = { DOCTOR: 'DOCTOR', NURSE: 'NURSE', PHARMACIST: 'PHARMACIST' } as const
registerEnumType(StaffRole, { name: 'StaffRole', description: '医生, 护士, 药师.' })

export const StandingEnum = Object.fromEntries(STANDINGS.map((standing) => [standing, standing]))
registerEnumType(StandingEnum, { name: 'PractitionerStanding', description: '审核通过, 待审核, 审核未通过.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A doctor, nurse or pharmacist (医护人员).' })
export class Practitioner {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'Id in the hospital\'s own system; opaque.' })
  hisId!: string | null

  @Field(() => String)
  name!: string

  @Field(() => StaffRole)
  role!: keyof typeof StaffRole

  @Field(() => String, { description: '职称, e.g. 主任医师.' })
  title!: string

  @Field(() => Int, { description: '1 for chief, 2 for associate chief, 3 for attending, 4 for resident, 5 below; 9 unknown.' })
  titleRank!: number

  @Field(() => String, { nullable: true, description: '擅长.' })
  specialties!: string | null

  @Field(() => String, { nullable: true })
  intro!: string | null

  @Field(() => String, { nullable: true, description: '执业证书 number.' })
  licenceNumber!: string | null

  @Field(() => Int, { description: 'The hospital\'s own order of its doctors: the smaller, the earlier in lists.' })
  priority!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number

  @Field(() => [String], { description: 'Fields that were set by hand and that a sync leaves alone.' })
  pinned!: string[]

  @Field(() => String, { nullable: true, description: '工号.' })
  staffNumber!: string | null

  @Field(() => StandingEnum, { description: 'Whether the hospital has audited who this is (资质审核).' })
  standing!: Standing
}

export const PractitionerConnection = connectionOf(Practitioner, 'Practitioner')

@InputType()
export class PractitionerFilter {
  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => ID, { nullable: true })
  departmentId?: string | null

  @Field(() => StaffRole, { nullable: true })
  role?: keyof typeof StaffRole | null

  @Field(() => String, { nullable: true, description: 'Part of the name or the specialties, or first letters in pinyin.' })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'For administrators; everybody else gets those in service.' })
  enabled?: boolean | null

  @Field(() => StandingEnum, { nullable: true, description: 'For administrators; everybody else gets the approved.' })
  standing?: Standing | null
}

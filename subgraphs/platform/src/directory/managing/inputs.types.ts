import { Field, Float, ID, InputType, Int } from 'type-graphql'
import { InstitutionKind } from '../institution.types.ts'
import { StaffRole } from '../practitioner.types.ts'

const optional = { nullable: true } as const
const VERSION = 'The record\'s `version` as it was read: an edit of an older one is refused with CONFLICT.'
const FOLLOW_HIS = 'Gives back to HIS what was set by hand: the next sync sets it again.'

@InputType()
class InstitutionFields {
  @Field(() => InstitutionKind, optional)
  kind?: keyof typeof InstitutionKind | null

  @Field(() => ID, optional)
  parentId?: string | null

  @Field(() => String, { nullable: true, description: '医疗机构执业许可证 number.' })
  licenceNumber?: string | null

  @Field(() => String, optional)
  address?: string | null

  @Field(() => String, optional)
  phone?: string | null

  @Field(() => String, { nullable: true, description: 'What the institution says of itself, on its own site.' })
  intro?: string | null

  @Field(() => Float, { nullable: true, description: 'WGS-84, together with the longitude.' })
  latitude?: number | null

  @Field(() => Float, optional)
  longitude?: number | null

  @Field(() => Int, optional)
  fenceMeters?: number | null

  @Field(() => String, { nullable: true, description: '`#rrggbb`' })
  brandColor?: string | null

  @Field(() => Int, optional)
  sortOrder?: number | null
}

@InputType()
export class CreateInstitutionInput extends InstitutionFields {
  @Field(() => String)
  name!: string
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateInstitutionInput extends InstitutionFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: VERSION })
  version!: number

  @Field(() => Boolean, { nullable: true, description: FOLLOW_HIS })
  followHis?: boolean | null

  @Field(() => String, optional)
  name?: string
}

@InputType()
class DepartmentFields {
  @Field(() => ID, optional)
  parentId?: string | null

  @Field(() => String, { nullable: true, description: 'Code in the official list of 诊疗科目.' })
  subjectCode?: string | null

  @Field(() => String, optional)
  intro?: string | null

  @Field(() => String, optional)
  location?: string | null

  @Field(() => Int, optional)
  sortOrder?: number | null
}

@InputType()
export class CreateDepartmentInput extends DepartmentFields {
  @Field(() => ID)
  institutionId!: string

  @Field(() => String)
  name!: string

  @Field(() => String)
  code!: string
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateDepartmentInput extends DepartmentFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: VERSION })
  version!: number

  @Field(() => Boolean, { nullable: true, description: FOLLOW_HIS })
  followHis?: boolean | null

  @Field(() => ID, optional)
  institutionId?: string

  @Field(() => String, optional)
  name?: string

  @Field(() => String, optional)
  code?: string
}

@InputType()
class PractitionerFields {
  @Field(() => String, { nullable: true, description: '工号.' })
  staffNumber?: string | null

  @Field(() => String, { nullable: true, description: '擅长.' })
  specialties?: string | null

  @Field(() => String, optional)
  intro?: string | null

  @Field(() => String, { nullable: true, description: '执业证书 number.' })
  licenceNumber?: string | null

  @Field(() => Int, optional)
  priority?: number | null
}

@InputType()
export class CreatePractitionerInput extends PractitionerFields {
  @Field(() => StaffRole)
  role!: keyof typeof StaffRole

  @Field(() => String)
  name!: string

  @Field(() => String, { description: '职称, e.g. 主任医师.' })
  title!: string

  @Field(() => [ID], { description: 'The primary one first.' })
  departmentIds!: string[]
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdatePractitionerInput extends PractitionerFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: VERSION })
  version!: number

  @Field(() => Boolean, { nullable: true, description: FOLLOW_HIS })
  followHis?: boolean | null

  @Field(() => String, optional)
  name?: string

  @Field(() => String, optional)
  title?: string

  @Field(() => [ID], { nullable: true, description: 'The primary one first.' })
  departmentIds?: string[]
}

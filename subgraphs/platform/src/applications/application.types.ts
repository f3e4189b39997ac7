import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import { APPLICATION_STATES, type ApplicationState } from './application.status.ts'

export const ApplicationStateEnum = Object.fromEntries(APPLICATION_STATES.map((state) => [state, state]))
registerEnumType(ApplicationStateEnum, { name: 'ApplicationState', description: '待审核, 已通过, 未通过, 已撤回.' })

export const DocumentKind = { ID_CARD: 'ID_CARD', PRACTICE_LICENCE: 'PRACTICE_LICENCE', QUALIFICATION: 'QUALIFICATION', TITLE: 'TITLE', INSTITUTION_CONSENT: 'INSTITUTION_CONSENT', PHOTO: 'PHOTO', OTHER: 'OTHER' } as const
registerEnumType(DocumentKind, { name: 'QualificationDocumentKind', description: '身份证, 执业证, 资格证, 职称证, 主执业机构同意书, 工作照, 其他.' })

@ObjectType({ description: 'What a practitioner says of himself.' })
export class Credentials {
  @Field(() => String)
  title!: string

  @Field(() => String, { description: '执业证书 number.' })
  licenceNumber!: string

  @Field(() => String, { nullable: true })
  specialties!: string | null

  @Field(() => String, { nullable: true })
  intro!: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'Since when he has practised on his own (独立临床工作).' })
  independentSince?: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'The last day on which the licence holds.' })
  licenceExpiresOn?: string | null
}

@ObjectType({ description: 'A picture or a PDF of a certificate (资质证件).' })
export class QualificationDocument {
  @Field(() => DocumentKind)
  kind!: keyof typeof DocumentKind

  @Field(() => String, { description: 'Opens it for about a quarter of an hour, for the session that asked: a path at the app, or at the gateway with the session\'s bearer.' })
  url!: string

  @Field(() => String, { description: 'As the file is: `image/webp` or `application/pdf`.' })
  contentType!: string

  @Field(() => String, { nullable: true, description: 'For the applicant himself, to hand the same file in again.' })
  uploadReceipt!: string | null
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A practitioner\'s application for the audit of his qualification (资质审核).' })
export class PractitionerApplication {
  @Field(() => ID)
  id!: string

  @Field(() => ApplicationStateEnum)
  status!: ApplicationState

  @Field(() => Credentials)
  proposed!: Credentials

  @Field(() => DateTime)
  submittedAt!: Date

  @Field(() => DateTime, { nullable: true })
  decidedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  reason!: string | null
}

export const PractitionerApplicationConnection = connectionOf(PractitionerApplication, 'PractitionerApplication')

@InputType()
export class ApplicationFilter {
  @Field(() => ApplicationStateEnum, { nullable: true })
  status?: ApplicationState | null

  @Field(() => String, { nullable: true, description: 'Part of the name, first letters in pinyin, or the licence.' })
  search?: string | null
}

@InputType()
export class DocumentInput {
  @Field(() => DocumentKind)
  kind!: keyof typeof DocumentKind

  @Field(() => String)
  uploadReceipt!: string
}

@InputType()
export class ApplyForQualificationInput {
  @Field(() => String)
  title!: string

  @Field(() => String)
  licenceNumber!: string

  @Field(() => String, { nullable: true })
  specialties?: string | null

  @Field(() => String, { nullable: true })
  intro?: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'Since when he has practised on his own; a doctor needs three years (R4).' })
  independentSince?: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'The last day on which the licence holds; nothing where it does not end.' })
  licenceExpiresOn?: string | null

  @Field(() => [DocumentInput], { description: 'One to nine; a doctor needs his licence and the consent of the institution he works for (R4).' })
  documents!: DocumentInput[]
}

import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

export const CardKind = { HOSPITAL: 'HOSPITAL', INSURANCE: 'INSURANCE', RECORD: 'RECORD' } as const
registerEnumType(CardKind, { name: 'CardKind', description: '院内就诊卡, 医保卡, 病历号.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A number by which HIS knows a person (就诊卡), shown as bar code or QR code at the counter.' })
export class PatientCard {
  @Field(() => ID)
  id!: string

  @Field(() => CardKind)
  kind!: keyof typeof CardKind

  @Field(() => Boolean)
  isDefault!: boolean

  @Field(() => Int)
  sortOrder!: number
}

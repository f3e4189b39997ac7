import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql'

@InterfaceType({ description: 'What an order is for: the appointment, the consultation.', resolveType: (value: { __typename: string }) => value.__typename })
export abstract class OrderSubject {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Appointment', { implements: OrderSubject })
export class AppointmentReference extends OrderSubject {}

@Directive('@key(fields: "id")')
@ObjectType('Consultation', { implements: OrderSubject })
export class ConsultationReference extends OrderSubject {}

@Directive('@key(fields: "id")')
@ObjectType('Patient')
export class PatientReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Department')
export class DepartmentReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Practitioner')
export class PractitionerReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Institution')
export class InstitutionReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('StaffName')
export class StaffNameReference {
  @Field(() => ID)
  id!: string
}

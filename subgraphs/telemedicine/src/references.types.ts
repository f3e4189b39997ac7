import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** Entities of other subgraphs that telemedicine points at or extends. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Patient')
export class PatientReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Practitioner')
export class PractitionerReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Consultation')
export class ConsultationReference {
  @Field(() => ID)
  id!: string
}

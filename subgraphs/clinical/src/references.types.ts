import { Directive, Field, ID, ObjectType } from 'type-graphql'

/** Entities of other subgraphs that clinical points at, and extends in its modules' resolvers. */
@Directive('@key(fields: "id")')
@ObjectType('Patient')
export class PatientReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Practitioner')
export class PractitionerReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Department')
export class DepartmentReference {
  @Field(() => ID)
  id!: string
}

@Directive('@key(fields: "id")')
@ObjectType('Order')
export class OrderReference {
  @Field(() => ID)
  id!: string
}

import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { hospitalDay } from '@hospital/database/clock'
import { Can } from '@hospital/subgraph/permission'
import { listCardsOf, refreshCards, setDefaultCard, sortCards } from '../cards/card.ts'
import { PatientCard } from '../cards/card.types.ts'
import type { PatientsContext } from '../context.ts'
import { addPatient } from './add-patient.ts'
import { ADULT_AGE, ageOn } from './id-card.ts'
import { findPatients, maskedIdCardOf, maskedPhoneOf, removePatient, setDefaultPatient, updatePatient, type PatientRow } from './patient.ts'
import { AddPatientInput, Patient, UpdatePatientInput } from './patient.types.ts'

@Resolver(() => Patient)
export class PatientResolver {
  @Query(() => Patient, { nullable: true })
  @Can('patient:read')
  async patient(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return (await findPatients(ctx, [id]))[0] ?? null
  }

  @Mutation(() => Patient, { description: 'Adds a person and creates or matches the record in HIS (在线建档). When HIS is down nothing is kept.' })
  @Can('patient:manage')
  addPatient(@Arg('input', () => AddPatientInput) input: AddPatientInput, @Ctx() ctx: PatientsContext) {
    return addPatient(ctx, input)
  }

  @Mutation(() => Patient, { description: 'Changes phone, relationship, or a minor\'s guardian.' })
  @Can('patient:manage')
  updatePatient(@Arg('input', () => UpdatePatientInput) input: UpdatePatientInput, @Ctx() ctx: PatientsContext) {
    return updatePatient(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Takes a person off the account; refused while care is open.' })
  @Can('patient:manage')
  removePatient(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return removePatient(ctx, id)
  }

  @Mutation(() => Patient, { description: 'Makes this person the one that pages begin with (默认就诊人).' })
  @Can('patient:manage')
  setDefaultPatient(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return setDefaultPatient(ctx, id)
  }

  @Mutation(() => Patient, { description: 'Chooses the card shown first; `id` is the card\'s.' })
  @Can('patient:manage')
  setDefaultCard(@Arg('id', () => ID) id: string, @Ctx() ctx: PatientsContext) {
    return setDefaultCard(ctx, id)
  }

  @Mutation(() => Patient, { description: 'Sets the order of a person\'s cards; names each card once.' })
  @Can('patient:manage')
  sortCards(@Arg('patientId', () => ID) patientId: string, @Arg('cardIds', () => [ID]) cardIds: string[], @Ctx() ctx: PatientsContext) {
    return sortCards(ctx, patientId, cardIds)
  }

  @Mutation(() => Patient, { description: 'Asks HIS again for a person\'s cards; order and default stay.' })
  @Can('patient:manage')
  refreshCards(@Arg('patientId', () => ID) patientId: string, @Ctx() ctx: PatientsContext) {
    return refreshCards(ctx, patientId)
  }

  @FieldResolver(() => Int, { description: 'Whole years today.' })
  age(@Root() { birthDate }: PatientRow, @Ctx() ctx: PatientsContext) {
    return ageOn(birthDate, hospitalDay(ctx.now()))
  }

  @FieldResolver(() => Boolean, { description: 'Under 18: a guardian answers.' })
  isMinor(@Root() { birthDate }: PatientRow, @Ctx() ctx: PatientsContext) {
    return ageOn(birthDate, hospitalDay(ctx.now())) < ADULT_AGE
  }

  @FieldResolver(() => String, { nullable: true })
  maskedIdCard(@Root() row: PatientRow, @Ctx() ctx: PatientsContext) {
    return maskedIdCardOf(ctx, row)
  }

  @FieldResolver(() => String, { nullable: true })
  maskedPhone(@Root() row: PatientRow, @Ctx() ctx: PatientsContext) {
    return maskedPhoneOf(ctx, row)
  }

  @FieldResolver(() => String, { description: '`RECORDED` once HIS keeps a record of the person, else `MISSING`.' })
  hisState(@Root() { hisPatientId }: PatientRow) {
    return hisPatientId ? 'RECORDED' : 'MISSING'
  }

  @FieldResolver(() => [PatientCard])
  cards(@Root() { id }: PatientRow, @Ctx() ctx: PatientsContext) {
    return listCardsOf(ctx, id)
  }
}

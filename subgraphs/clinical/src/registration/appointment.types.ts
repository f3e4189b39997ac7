import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { enumOf } from '../scheduling/schedule.types.ts'
import { APPOINTMENT_STATUSES, type AppointmentStatus } from './appointment.status.ts'

export const AppointmentStatusEnum = enumOf(APPOINTMENT_STATUSES)
registerEnumType(AppointmentStatusEnum, {
  name: 'AppointmentStatus',
  description: 'HELD 待支付, CONFIRMING 确认中, BOOKED 已预约, ARRIVED 已签到, FULFILLED 已就诊, EXPIRED 超时释放, CANCELLED 已取消, STOPPED 停诊, NOSHOW 未就诊, REFUSED 未成功.',
})

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A registration (挂号) of a person for a segment of a clinic.' })
export class Appointment {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'What people read out, e.g. GH261123048215377.' })
  number!: string

  @Field(() => AppointmentStatusEnum)
  status!: AppointmentStatus

  @Field(() => Boolean, { description: 'Booked on the day of the visit (当日挂号): not cancelled online.' })
  sameDay!: boolean

  @Field(() => DateTime)
  startsAt!: Date

  @Field(() => DateTime)
  endsAt!: Date

  @Field(() => HospitalDate)
  day!: string

  @Field(() => Fen)
  feeFen!: number

  @Field(() => String, { nullable: true })
  room!: string | null

  @Field(() => String, { nullable: true, description: 'Why it ended without a visit.' })
  cancelReason!: string | null

  @Field(() => DateTime)
  createdAt!: Date
}

export const AppointmentConnection = connectionOf(Appointment, 'Appointment')

@Directive('@shareable')
@ObjectType({ description: 'A place on earth, WGS-84.' })
export class GeoPoint {
  @Field(() => Float)
  latitude!: number

  @Field(() => Float)
  longitude!: number
}

@ObjectType({ description: 'When and where a registration is checked in (签到).' })
export class CheckInRule {
  @Field(() => DateTime)
  opensAt!: Date

  @Field(() => DateTime)
  closesAt!: Date

  @Field(() => GeoPoint)
  location!: GeoPoint

  @Field(() => Int, { description: 'How far from the location still counts as being there.' })
  fenceMeters!: number
}

@InputType()
export class HoldAppointmentInput {
  @Field(() => ID)
  slotId!: string

  @Field(() => ID)
  patientId!: string
}

@InputType()
export class AppointmentFilter {
  @Field(() => ID, { nullable: true })
  patientId?: string

  @Field(() => [AppointmentStatusEnum], { nullable: true })
  status?: AppointmentStatus[]

  @Field(() => HospitalDate, { nullable: true })
  day?: string
}

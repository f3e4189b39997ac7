import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { batch } from '@hospital/subgraph/schema'
import { AppointmentReference, ConsultationReference, PatientReference } from '../references.types.ts'
import { findOrdersBySubject, listOrders } from './order.ts'
import { Order, OrderConnection } from './order.types.ts'

const orderOf = (ctx: Context, id: string) => batch(ctx, 'order by subject', (ids) => findOrdersBySubject(ctx, ids)).load(id)

@Resolver(() => AppointmentReference)
export class AppointmentOrderResolver {
  @FieldResolver(() => Order, { nullable: true, description: 'What is paid for it.' })
  order(@Root() { id }: AppointmentReference, @Ctx() ctx: Context) {
    return orderOf(ctx, id)
  }
}

@Resolver(() => ConsultationReference)
export class ConsultationOrderResolver {
  @FieldResolver(() => Order, { nullable: true, description: 'What is paid for it.' })
  order(@Root() { id }: ConsultationReference, @Ctx() ctx: Context) {
    return orderOf(ctx, id)
  }
}

@Resolver(() => PatientReference)
export class PatientOrdersResolver {
  @FieldResolver(() => OrderConnection, { description: 'Orders for this person, newest first.' })
  async orders(@Root() { id }: PatientReference, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new OrderConnection(await listOrders(ctx, page, { patientId: id }))
  }
}

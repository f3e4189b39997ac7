import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { Fen } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import { findBills } from '../bills/bill.ts'
import { findAllocations } from '../cashier/payment.ts'
import { Payment } from '../cashier/payment.types.ts'
import type { FinanceContext } from '../context.ts'
import { findTopUps } from '../hospital-card/top-up.ts'
import { findDeposits } from '../inpatient/deposit.ts'
import { DepartmentReference, InstitutionReference, OrderSubject, PatientReference, PractitionerReference } from '../references.types.ts'
import { findRefundsOfOrders } from '../refunds/refund.ts'
import { Refund } from '../refunds/refund.types.ts'
import { findRequestsOfOrders } from '../refund-requests/refund-request.ts'
import { RefundRequest } from '../refund-requests/refund-request.types.ts'
import { refundObstacle } from '../refund-requests/rule.ts'
import { cancelOrder } from './closing.ts'
import { findOrders, listOrders, orderActions, refundableFen, type OrderRow } from './order.ts'
import { Order, OrderConnection, OrderFilter } from './order.types.ts'

/** Things that finance itself keeps; the others are their subgraphs'. */
const OWN_SUBJECTS: Record<string, ((ctx: Context, ids: readonly string[]) => Promise<{ id: string }[]>) | undefined> = { OutpatientBill: findBills, InpatientDeposit: findDeposits, CardTopUp: findTopUps }

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, { nullable: true })
  @Can('order:read')
  async order(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findOrders(ctx, [id]))[0] ?? null
  }

  @Query(() => OrderConnection, { description: 'Orders, newest first: the own ones (我的订单), or all for operators.' })
  @Can('order:read')
  async orders(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => OrderFilter, { nullable: true }) filter: OrderFilter | undefined, @Ctx() ctx: Context) {
    return new OrderConnection(await listOrders(ctx, page, filter ?? {}))
  }

  @Mutation(() => Order, { description: 'Gives an unpaid order up: what it was for is released.' })
  @Can('order:pay')
  cancelOrder(@Arg('id', () => ID) id: string, @Ctx() ctx: FinanceContext) {
    return cancelOrder(ctx, id)
  }

  @FieldResolver(() => Fen, { description: 'What may still be given back.' })
  refundableFen(@Root() row: OrderRow) {
    return refundableFen(row)
  }

  @FieldResolver(() => PatientReference, { nullable: true, description: 'Null where the viewer may not see the person (any more).' })
  patient(@Root() row: OrderRow) {
    return { id: row.patientId }
  }

  @FieldResolver(() => InstitutionReference, { nullable: true })
  institution(@Root() { institutionId }: OrderRow) {
    return institutionId && { id: institutionId }
  }

  @FieldResolver(() => DepartmentReference, { nullable: true })
  department(@Root() { departmentId }: OrderRow) {
    return departmentId && { id: departmentId }
  }

  @FieldResolver(() => PractitionerReference, { nullable: true })
  practitioner(@Root() { practitionerId }: OrderRow) {
    return practitionerId && { id: practitionerId }
  }

  @FieldResolver(() => OrderSubject, { nullable: true })
  async subject(@Root() { subjectType, subjectId }: OrderRow, @Ctx() ctx: Context) {
    const own = OWN_SUBJECTS[subjectType]
    if (!own) return { __typename: subjectType, id: subjectId }
    const row = await batch(ctx, subjectType, async (ids) => new Map((await own(ctx, ids)).map((one) => [one.id, one]))).load(subjectId)
    return row && { __typename: subjectType, ...row }
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why the payer cannot ask it back online; null where `askRefund` may be called.' })
  refundObstacle(@Root() row: OrderRow, @Ctx() ctx: Context) {
    return refundObstacle(ctx, row)
  }

  @FieldResolver(() => [RefundRequest], { description: 'What the patient asked back of it, newest first.' })
  async refundRequests(@Root() row: OrderRow, @Ctx() ctx: Context) {
    return (await batch(ctx, 'refund requests of orders', async (ids) => Map.groupBy(await findRequestsOfOrders(ctx, ids), (request) => request.orderId)).load(row.id)) ?? []
  }

  @FieldResolver(() => [Payment], { description: 'The viewer\'s payments of it, also those closed or given back.' })
  async payments(@Root() row: OrderRow, @Ctx() ctx: Context) {
    const parts = await batch(ctx, 'allocations of order', async (ids) => Map.groupBy(await findAllocations(ctx, 'orderId', ids), (part) => part.orderId)).load(row.id)
    return (parts ?? []).map(({ payment }) => payment)
  }

  @FieldResolver(() => [Refund])
  async refunds(@Root() row: OrderRow, @Ctx() ctx: Context) {
    return (await batch(ctx, 'refunds of order', async (ids) => Map.groupBy(await findRefundsOfOrders(ctx, ids), (refund) => refund.orderId)).load(row.id)) ?? []
  }

  @FieldResolver(() => [String], { description: 'Names of mutations that the viewer may call on it now.' })
  availableActions(@Root() row: OrderRow, @Ctx() ctx: Context) {
    return orderActions(ctx, row)
  }
}

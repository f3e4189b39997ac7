import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { FinanceContext } from '../context.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { DepartmentReference, InstitutionReference, PatientReference } from '../references.types.ts'
import { findBills, listBills, type BillRow } from './bill.ts'
import { BillStatusEnum, type BillStatus } from './bill.status.ts'
import { OrderBillsInput, OutpatientBill, OutpatientBillConnection } from './bill.types.ts'
import { orderBills } from './order-bills.ts'
import { readBills, rereadBill } from './read-bills.ts'

@Resolver(() => OutpatientBill)
export class OutpatientBillResolver {
  @Query(() => OutpatientBillConnection, { description: 'Bills of one own person (门诊缴费), newest first, read anew in the HIS; where it does not answer, as they were last read.' })
  @Can('order:read')
  async outpatientBills(@Arg('patientId', () => ID) patientId: string, @Arg('status', () => [BillStatusEnum], { nullable: true }) status: BillStatus[] | undefined, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: FinanceContext) {
    if (ctx.viewer.kind === 'PATIENT' && !page.after) await readBills(ctx, patientId)
    return new OutpatientBillConnection(await listBills(ctx, page, patientId, status))
  }

  @Query(() => OutpatientBill, { nullable: true, description: 'One bill, read anew in the HIS.' })
  @Can('order:read')
  async outpatientBill(@Arg('id', () => ID) id: string, @Ctx() ctx: FinanceContext) {
    const [row] = await findBills(ctx, [id])
    if (!row || ctx.viewer.kind !== 'PATIENT') return row ?? null
    return rereadBill(ctx, id).catch((error: unknown) => {
      if (!isConnectorFailure(error)) throw error
      return row
    })
  }

  @Mutation(() => [Order], { description: 'Makes an order for each of these bills, to be paid alone or together. Repeating it answers the same orders.' })
  @Can('order:pay')
  orderBills(@Arg('input', () => OrderBillsInput) input: OrderBillsInput, @Ctx() ctx: FinanceContext) {
    return orderBills(ctx, input)
  }

  @FieldResolver(() => PatientReference, { nullable: true })
  patient(@Root() { patientId }: BillRow) {
    return { id: patientId }
  }

  @FieldResolver(() => DepartmentReference, { nullable: true })
  department(@Root() { departmentId }: BillRow) {
    return departmentId && { id: departmentId }
  }

  @FieldResolver(() => InstitutionReference, { nullable: true })
  institution(@Root() { institutionId }: BillRow) {
    return institutionId && { id: institutionId }
  }

  @FieldResolver(() => Order, { nullable: true, description: 'What is paid for it, while there is an order; null for those who may not see it.' })
  async order(@Root() { orderId }: BillRow, @Ctx() ctx: Context) {
    return orderId && batch(ctx, 'order', async (ids) => new Map((await findOrders(ctx, ids)).map((row) => [row.id, row]))).load(orderId)
  }

  @FieldResolver(() => [String], { description: 'Names of mutations that the viewer may call on it now.' })
  availableActions(@Root() { status }: BillRow, @Ctx() { viewer }: Context) {
    return viewer.kind === 'PATIENT' && (status === 'UNPAID' || status === 'ORDERED') ? ['orderBills'] : []
  }
}

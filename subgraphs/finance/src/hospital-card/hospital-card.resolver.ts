import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import { Fen } from '@hospital/subgraph/scalars'
import type { FinanceContext } from '../context.ts'
import { Order } from '../orders/order.types.ts'
import { LEAST_FEN, MOST_FEN, SUGGESTED_FEN } from './amounts.ts'
import { readBalance } from './balance.ts'
import { HospitalCardAccount } from './hospital-card.types.ts'
import { orderTopUp } from './top-up.ts'

@Resolver()
export class HospitalCardResolver {
  @Query(() => HospitalCardAccount, { nullable: true, description: 'The account of a person\'s hospital card; null where there is no card.' })
  @Can('order:pay')
  async hospitalCardAccount(@Arg('patientId', () => ID) patientId: string, @Ctx() ctx: FinanceContext): Promise<HospitalCardAccount | null> {
    const balanceFen = await readBalance(ctx, patientId)
    return balanceFen === null ? null : { balanceFen, suggestedFen: SUGGESTED_FEN, leastFen: LEAST_FEN, mostFen: MOST_FEN }
  }

  @Mutation(() => Order, { description: 'An order to put money on a person\'s hospital card; once paid, the HIS puts it there.' })
  @Can('order:pay')
  topUpHospitalCard(@Arg('patientId', () => ID) patientId: string, @Arg('amountFen', () => Fen) amountFen: number, @Ctx() ctx: FinanceContext) {
    return orderTopUp(ctx, patientId, amountFen)
  }
}

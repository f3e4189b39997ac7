import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { DepartmentReference, PractitionerReference } from '../references.types.ts'
import { incomeReport, type Row } from './income.ts'
import { IncomeFilter, IncomeReport, IncomeRow } from './income.types.ts'

@Resolver(() => IncomeRow)
export class IncomeResolver {
  @Query(() => IncomeReport, { description: 'Income by time, business, department and doctor (收入报表). Refuses INVALID_INPUT where the span is too long or ends before it begins.' })
  @Can('income:read')
  incomeReport(@Arg('filter', () => IncomeFilter) filter: IncomeFilter, @Ctx() ctx: Context) {
    return incomeReport(ctx, filter)
  }

  @FieldResolver(() => DepartmentReference, { nullable: true, description: 'In a row of `departments`.' })
  department(@Root() { departmentId }: Row) {
    return departmentId && { id: departmentId }
  }

  @FieldResolver(() => PractitionerReference, { nullable: true, description: 'In a row of `practitioners`.' })
  practitioner(@Root() { practitionerId }: Row) {
    return practitionerId && { id: practitionerId }
  }
}

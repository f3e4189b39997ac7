import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Json } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Money that a person has to look into (资金异常): a wrong amount, an unknown payment, a refund that failed.' })
export class MoneyAlert {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'WRONG_AMOUNT, UNKNOWN_PAYMENT, UNKNOWN_REFUND, REFUND_FAILED, REFUND_WRONG_AMOUNT, RECONCILIATION_DIFFERS, BILL_MISSING, HIS_NOT_TOLD, HIS_REFUSED_REFUND, NOTICE_REFUSED.' })
  kind!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => Json)
  detail!: Record<string, unknown>
}

export const MoneyAlertConnection = connectionOf(MoneyAlert, 'MoneyAlert')

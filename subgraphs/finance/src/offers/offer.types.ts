import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'
import { PaymentMethodEnum, type PaymentMethod } from '../cashier/payment.status.ts'
import { OrderKindEnum, type OrderKind } from '../orders/order.status.ts'

/** Every kind of order, and prescriptions, which may be sold by a supplier. */
export type PaymentBusiness = OrderKind | 'PRESCRIPTION'
export const PaymentBusinessEnum: { [B in PaymentBusiness]: B } = { ...OrderKindEnum, PRESCRIPTION: 'PRESCRIPTION' }
registerEnumType(PaymentBusinessEnum, { name: 'PaymentBusiness', description: 'What is paid for, as far as the methods offered for it are concerned (业务类型).' })

export const OfferTerminalEnum = { H5: 'H5', WECHAT_OA: 'WECHAT_OA', WECHAT_MINI: 'WECHAT_MINI', ALIPAY_MINI: 'ALIPAY_MINI' } as const
export type OfferTerminal = keyof typeof OfferTerminalEnum
registerEnumType(OfferTerminalEnum, { name: 'OfferTerminal', description: 'Where the patient app is opened: a mobile browser, WeChat\'s official account, its mini-program, Alipay\'s.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Which methods a business offers, in their order (支付设置). What is left open holds for all; the most specific rule wins: by supplier, then by the nearest institution, then by terminal.' })
export class PaymentOfferRule {
  @Field(() => ID)
  id!: string

  @Field(() => PaymentBusinessEnum)
  business!: PaymentBusiness

  @Field(() => OfferTerminalEnum, { nullable: true, description: 'Null: every terminal.' })
  terminal!: OfferTerminal | null

  @Field(() => ID, { nullable: true, description: 'Prescriptions of this supplier (药企) only.' })
  supplierId!: string | null

  @Field(() => [PaymentMethodEnum], { description: 'In the order in which the cashier shows them. Those without an enabled account, or that do not work at the terminal, are left out there.' })
  methods!: PaymentMethod[]

  @Field(() => Int)
  version!: number

  @Field(() => DateTime)
  updatedAt!: Date
}

@ObjectType({ description: 'What the cashier would offer.' })
export class PaymentOffer {
  @Field(() => [PaymentMethodEnum])
  methods!: PaymentMethod[]

  @Field(() => PaymentOfferRule, { nullable: true, description: 'By which rule; null where nobody has set any.' })
  rule!: PaymentOfferRule | null
}

@InputType()
export class PaymentOfferInput {
  @Field(() => PaymentBusinessEnum)
  business!: PaymentBusiness

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => OfferTerminalEnum, { nullable: true })
  terminal?: OfferTerminal | null

  @Field(() => ID, { nullable: true, description: 'For prescriptions only.' })
  supplierId?: string | null
}

@InputType()
export class SavePaymentOfferRuleInput extends PaymentOfferInput {
  @Field(() => [PaymentMethodEnum], { description: 'At least one; in the cashier\'s order.' })
  methods!: PaymentMethod[]

  @Field(() => Int, { nullable: true, description: 'The version that was changed; left out where there was no rule yet.' })
  version?: number | null
}

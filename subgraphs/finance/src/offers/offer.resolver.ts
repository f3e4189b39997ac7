import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { inTransaction } from '@hospital/subgraph/transaction'
import { InstitutionReference } from '../references.types.ts'
import { deleteRule, listRules, offerFor, saveRule, type OfferRuleRow } from './offer.ts'
import { PaymentOffer, PaymentOfferInput, PaymentOfferRule, SavePaymentOfferRuleInput } from './offer.types.ts'

@Resolver(() => PaymentOfferRule)
export class PaymentOfferResolver {
  @Query(() => [PaymentOfferRule], { description: 'The rules of an institution, or of the whole hospital where none is named.' })
  @Can('channel:read')
  paymentOfferRules(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Ctx() ctx: Context) {
    return listRules(ctx, institutionId ?? null)
  }

  @Query(() => PaymentOffer, { description: 'What the cashier offers there now, inherited rules and accounts counted in.' })
  @Can('channel:read')
  paymentOffer(@Arg('input', () => PaymentOfferInput) { business, institutionId, terminal, supplierId }: PaymentOfferInput, @Ctx() ctx: Context) {
    return offerFor(ctx, { business, institutionId: institutionId ?? null, terminal: terminal ?? 'H5', supplierId })
  }

  @Mutation(() => PaymentOfferRule, { description: 'Sets which methods a business offers (支付设置); the cashier goes by it at once.' })
  @Can('channel:manage')
  savePaymentOfferRule(@Arg('input', () => SavePaymentOfferRuleInput) input: SavePaymentOfferRuleInput, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => saveRule(tx, input))
  }

  @Mutation(() => Boolean, { description: 'Takes a rule away: what is less specific holds again.' })
  @Can('channel:manage')
  deletePaymentOfferRule(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => deleteRule(tx, id))
  }

  @FieldResolver(() => InstitutionReference, { nullable: true, description: 'Null: the whole hospital.' })
  institution(@Root() { institutionId }: OfferRuleRow) {
    return institutionId ? { id: institutionId } : null
  }
}

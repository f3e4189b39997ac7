import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { maskedNumberOf, numberFor, type CardRow } from './card.ts'
import { PatientCard } from './card.types.ts'

@Resolver(() => PatientCard)
export class PatientCardResolver {
  @FieldResolver(() => String, { description: 'Whole for the account and for who cares for the person; administrators see it masked.' })
  number(@Root() card: CardRow, @Ctx() ctx: Context) {
    return numberFor(ctx.viewer, card)
  }

  @FieldResolver(() => String, { description: 'With its middle hidden, as it stands on a screen that others may see.' })
  maskedNumber(@Root() card: CardRow) {
    return maskedNumberOf(card)
  }
}

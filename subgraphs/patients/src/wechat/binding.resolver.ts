import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { AccountRow } from '../accounts/account.ts'
import { Account } from '../accounts/account.types.ts'
import type { PatientsContext } from '../context.ts'
import { startWechatBinding } from './authorisation.ts'
import { bindingsOf, finishWechatBinding, maskedOpenIdOf, unbindWechat, type WechatBindingRow } from './binding.ts'
import { FinishWechatBindingInput, StartWechatBindingInput, WechatBinding } from './binding.types.ts'

@Resolver(() => WechatBinding)
export class WechatBindingResolver {
  @Mutation(() => String, { description: 'Begins to bind the WeChat that the phone is held by; answers the page to go to, which opens in WeChat alone. Refuses INVALID_INPUT, TOO_MANY_REQUESTS.' })
  @Can('account:self')
  startWechatBinding(@Arg('input', () => StartWechatBindingInput) input: StartWechatBindingInput, @Ctx() ctx: PatientsContext) {
    return startWechatBinding(ctx, input)
  }

  @Mutation(() => WechatBinding, { description: 'Binds whom WeChat named, in the session that began it, within ten minutes. Refuses WECHAT_STATE_EXPIRED, WECHAT_CODE_INVALID, WECHAT_BOUND_ELSEWHERE, WECHAT_UNAVAILABLE.' })
  @Can('account:self')
  finishWechatBinding(@Arg('input', () => FinishWechatBindingInput) input: FinishWechatBindingInput, @Ctx() ctx: PatientsContext) {
    return finishWechatBinding(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Ends the binding (解绑); false where there was none.' })
  @Can('account:self')
  unbindWechat(@Ctx() ctx: PatientsContext) {
    return unbindWechat(ctx)
  }

  @FieldResolver(() => String, { description: 'The openid with its middle hidden.' })
  maskedOpenId(@Root() row: WechatBindingRow, @Ctx() ctx: PatientsContext) {
    return maskedOpenIdOf(ctx, row)
  }
}

@Resolver(() => Account)
export class AccountWechatResolver {
  @FieldResolver(() => WechatBinding, { nullable: true, description: 'Null: messages by WeChat do not reach the account.' })
  wechatBinding(@Root() { id }: AccountRow, @Ctx() ctx: PatientsContext) {
    return batch(ctx, 'wechat binding of account', (ids) => bindingsOf(ctx, ids)).load(id)
  }
}

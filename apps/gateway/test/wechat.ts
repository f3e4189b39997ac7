import type { TestClient } from './client.ts'
import type { TestSandbox } from './sandbox.ts'

export const WECHAT_RETURN = 'http://app.test/wechat/return'
export const START_BINDING = 'mutation ($input: StartWechatBindingInput!) { startWechatBinding(input: $input) }'
export const FINISH_BINDING = 'mutation ($input: FinishWechatBindingInput!) { finishWechatBinding(input: $input) { maskedOpenId following } }'

/** The page in WeChat that a binding begins with. */
export const beginBinding = async (client: TestClient, moving?: boolean): Promise<string> => (await client.mutate(START_BINDING, { input: { returnUrl: WECHAT_RETURN, moving } })).startWechatBinding

/** Walks over that page as the phone does; what comes back with the browser. */
export async function authorise(url: string, who: string): Promise<{ state: string; code: string }> {
  const headers = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.49', 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ who }), redirect: 'manual' })
  const { searchParams } = new URL(answer.headers.get('location')!)
  return { state: searchParams.get('state')!, code: searchParams.get('code') ?? '' }
}

/** A person of WeChat's, who follows the hospital's account. */
export const newFollower = async (sandbox: TestSandbox) => (await sandbox.control<{ openId: string }>('wechat/follow', {})).openId

export const bindWechat = async (client: TestClient, openId: string, moving?: boolean) => client.mutate(FINISH_BINDING, { input: await authorise(await beginBinding(client, moving), openId) })

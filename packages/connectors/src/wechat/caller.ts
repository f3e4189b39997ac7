import { isConnectorFailure } from '../failure.ts'
import type { Outbound } from '../outbound.ts'
import { failureOf, unreadable } from './failures.ts'
import type { TokenOwner } from './token.ts'

export type Answer = Record<string, unknown>

/** One call without a token: errors come with HTTP 200 and a number of their own. */
export async function post(outbound: Outbound, call: string, url: string, body: object): Promise<Answer> {
  const { status, body: bytes } = await outbound.send({ call, method: 'POST', url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) })
  if (status !== 200) throw unreadable(call)
  const answer = read(call, bytes)
  if (typeof answer.errcode === 'number' && answer.errcode !== 0) throw failureOf(call, answer.errcode)
  return answer
}

function read(call: string, bytes: Buffer): Answer {
  let answer: unknown
  try {
    answer = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw unreadable(call, cause)
  }
  if (typeof answer !== 'object' || answer === null) throw unreadable(call)
  return answer as Answer
}

const tokenCodes = new Set(['TOKEN_INVALID', 'TOKEN_EXPIRED'])

/** Calls with the account's token; one that WeChat no longer takes is replaced once. */
export function createCaller(outbound: Outbound, baseUrl: string, owner: TokenOwner) {
  return async function call(name: string, path: string, body: object): Promise<Answer> {
    const withToken = (token: string) => post(outbound, name, `${baseUrl}${path}?access_token=${encodeURIComponent(token)}`, body)
    const token = await owner.current()
    try {
      return await withToken(token)
    } catch (error) {
      if (!isConnectorFailure(error, 'REFUSED') || !tokenCodes.has(error.code ?? '')) throw error
      return withToken(await owner.current(token))
    }
  }
}

import { isConnectorFailure } from '../failure.ts'
import type { Outbound, OutboundAnswer } from '../outbound.ts'
import { failureOf, unreadable } from './failures.ts'
import type { TokenOwner } from './token.ts'

export type Answer = Record<string, unknown>

/** One call without a token. */
export const post = async (outbound: Outbound, call: string, url: string, body: object): Promise<Answer> =>
  answerOf(call, await outbound.send({ call, method: 'POST', url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }))

/** The same by its address alone. `uses`: it uses something up over there, so a broken answer leaves that unknown. */
export const get = async (outbound: Outbound, call: string, url: string, uses = false): Promise<Answer> => answerOf(call, await outbound.send({ call, method: 'GET', url, readOnly: !uses }))

/** Errors come with HTTP 200 and a number of their own. */
function answerOf(call: string, { status, body }: OutboundAnswer): Answer {
  if (status !== 200) throw unreadable(call)
  const answer = read(call, body)
  if (typeof answer.errcode === 'number' && answer.errcode !== 0) throw failureOf(call, answer.errcode)
  return answer
}

/** Ids of notices have 64 bits: as a number the last digits would be lost. */
const LONG_ID = /("msgid"\s*:\s*)(\d{16,})/

function read(call: string, bytes: Buffer): Answer {
  let answer: unknown
  try {
    answer = JSON.parse(bytes.toString('utf8').replace(LONG_ID, '$1"$2"'))
  } catch (cause) {
    throw unreadable(call, cause)
  }
  if (typeof answer !== 'object' || answer === null) throw unreadable(call)
  return answer as Answer
}

const tokenCodes = new Set(['TOKEN_INVALID', 'TOKEN_EXPIRED'])

/** Calls with the account's token; one that WeChat no longer takes is replaced once. */
export function createCaller(outbound: Outbound, baseUrl: string, owner: TokenOwner) {
  return async function call(name: string, path: string, asked: { body: object } | { query: Record<string, string> }): Promise<Answer> {
    const withToken = (token: string) => 'body' in asked
      ? post(outbound, name, `${baseUrl}${path}?access_token=${encodeURIComponent(token)}`, asked.body)
      : get(outbound, name, `${baseUrl}${path}?${new URLSearchParams({ access_token: token, ...asked.query })}`)
    const token = await owner.current()
    try {
      return await withToken(token)
    } catch (error) {
      if (!isConnectorFailure(error, 'REFUSED') || !tokenCodes.has(error.code ?? '')) throw error
      return withToken(await owner.current(token))
    }
  }
}

import { createSign, createVerify, type KeyObject } from 'node:crypto'

export type Parameters = Record<string, string>

/** `k=v&…` by name, without empty values: what both sides sign. */
export const signedText = (parameters: Parameters, without: readonly string[]): string =>
  Object.keys(parameters).filter((name) => !without.includes(name) && parameters[name] !== '').sort().map((name) => `${name}=${parameters[name]}`).join('&')

export const signText = (text: string, key: KeyObject): string => createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64')

export const verifyText = (text: string, signature: string, key: KeyObject): boolean => createVerify('RSA-SHA256').update(text, 'utf8').verify(key, signature, 'base64')

/** A request is signed over everything but the signature itself. */
export const signRequest = (parameters: Parameters, key: KeyObject): Parameters => ({ ...parameters, sign: signText(signedText(parameters, ['sign']), key) })

/** A notification's signature leaves `sign_type` out too; its values count as they were decoded, once. */
export function verifyNotification({ sign, ...parameters }: Parameters, key: KeyObject): boolean {
  return Boolean(sign) && verifyText(signedText(parameters, ['sign', 'sign_type']), sign!, key)
}

/** The bytes of one value of an answer, as they came: the signature covers them, so they are never parsed and printed again. */
export function rawValueOf(body: string, name: string): string | null {
  const at = body.indexOf(`"${name}":`)
  if (at < 0) return null
  const start = body.indexOf('{', at)
  let depth = 0
  let quoted = false
  for (let i = start; i >= 0 && i < body.length; i++) {
    const character = body[i]
    if (quoted) {
      if (character === '\\') i++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return body.slice(start, i + 1)
  }
  return null
}

import { createHash, createSign, createVerify, X509Certificate, type KeyObject } from 'node:crypto'

export type Fields = Record<string, string>

/** `k=v&…` by name, without the signature and without empty values. */
export const signedText = (fields: Fields): string =>
  Object.keys(fields).filter((name) => name !== 'signature' && fields[name] !== '').sort().map((name) => `${name}=${fields[name]}`).join('&')

/** What RSA signs is the lowercase hexadecimal text of the first digest (5.1.0, SHA-256). */
export const digestOf = (fields: Fields): string => createHash('sha256').update(signedText(fields), 'utf8').digest('hex')

export const signFields = (fields: Fields, key: KeyObject): Fields => ({ ...fields, signature: createSign('RSA-SHA256').update(digestOf(fields)).sign(key, 'base64') })

export interface Trust {
  root: X509Certificate
  middle: X509Certificate
  /** What the name of a certificate that signs has to contain. */
  signerName: string
}

/** Whether a certificate that came with a reply is UnionPay's: issued by the middle, that by the root, in their time, in UnionPay's name. */
export function isTrusted(signer: X509Certificate, { root, middle, signerName }: Trust, now: number): boolean {
  const current = [signer, middle, root].every(({ validFrom, validTo }) => Date.parse(validFrom) <= now && now <= Date.parse(validTo))
  const chained = signer.checkIssued(middle) && signer.verify(middle.publicKey) && middle.checkIssued(root) && middle.verify(root.publicKey) && root.verify(root.publicKey)
  return current && chained && nameOf(signer).includes(signerName)
}

const nameOf = (certificate: X509Certificate) => String((certificate.toLegacyObject().subject as { CN?: unknown }).CN ?? '')

/** Null when the fields are signed by a certificate of UnionPay's; otherwise why they are not believed. */
export function rejectionOf(fields: Fields, trust: Trust, now: number): 'CERTIFICATE_INVALID' | 'SIGNATURE_INVALID' | null {
  const { signature, signPubKeyCert } = fields
  if (!signature || !signPubKeyCert) return 'SIGNATURE_INVALID'
  try {
    const signer = new X509Certificate(signPubKeyCert)
    if (!isTrusted(signer, trust, now)) return 'CERTIFICATE_INVALID'
    return createVerify('RSA-SHA256').update(digestOf(fields)).verify(signer.publicKey, signature, 'base64') ? null : 'SIGNATURE_INVALID'
  } catch {
    return 'CERTIFICATE_INVALID'
  }
}

/** An answer's `k=v&…` is not URL-encoded, and what stands in braces may itself hold an ampersand. */
export function readFields(text: string): Fields {
  const fields: Fields = {}
  let depth = 0
  let from = 0
  const take = (part: string) => {
    const at = part.indexOf('=')
    if (at > 0) fields[part.slice(0, at)] = part.slice(at + 1)
  }
  for (let i = 0; i <= text.length; i++) {
    const character = text[i]
    if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    else if (i === text.length || (character === '&' && depth <= 0)) {
      take(text.slice(from, i))
      from = i + 1
    }
  }
  return fields
}

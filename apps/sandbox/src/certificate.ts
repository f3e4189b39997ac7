import { createPublicKey, createSign, randomBytes, type KeyObject } from 'node:crypto'

/** The little of DER that a self-signed certificate needs. */
const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const length = content.length
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...header]), content])
}
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts)
const utcTime = (milliseconds: number) => tlv(0x17, Buffer.from(`${new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))

const sha256WithRsa = sequence(oid('2a864886f70d01010b'), tlv(0x05))
const commonName = (name: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))))

export interface Certificate {
  serial: string
  pem: string
  notBefore: number
  notAfter: number
}

/** Signs a certificate for a key with that same key. The serial is what merchants know it by. */
export const selfSigned = (privateKey: KeyObject, name: string, years: number): Certificate => issueCertificate({ key: privateKey, name, years, by: { key: privateKey, name } })

interface Issue {
  key: KeyObject
  name: string
  years: number
  /** Who signs it. */
  by: { key: KeyObject; name: string }
}

export function issueCertificate({ key, name, years, by }: Issue): Certificate {
  const serialBytes = randomBytes(20)
  // Positive and without a leading zero, so that its hexadecimal form is the serial everywhere.
  serialBytes[0] = (serialBytes[0]! & 0x3f) | 0x40
  const notBefore = Math.floor(Date.now() / 1000) * 1000 - 86_400_000
  const notAfter = notBefore + years * 365 * 86_400_000
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serialBytes),
    sha256WithRsa,
    commonName(by.name),
    sequence(utcTime(notBefore), utcTime(notAfter)),
    commonName(name),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('RSA-SHA256').update(body).sign(by.key)
  const der = sequence(body, sha256WithRsa, tlv(0x03, Buffer.from([0]), signature))
  const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`
  return { serial: serialBytes.toString('hex').toUpperCase(), pem, notBefore, notAfter }
}

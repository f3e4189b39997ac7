import { createHash, createVerify, generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { digestOf, readFields, rejectionOf, signedText, signFields } from './signature.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

it('[A3-01] UnionPay\'s signature is over the hexadecimal text of the digest, by name, without empty fields', () => {
  const fields = { version: '5.1.0', orderId: 'ZF1', txnAmt: '1', reserved: '', signature: 'old' }
  const text = 'orderId=ZF1&txnAmt=1&version=5.1.0'
  expect(signedText(fields)).toBe(text)
  expect(digestOf(fields)).toBe(createHash('sha256').update(text).digest('hex'))
  const { signature } = signFields(fields, privateKey)
  expect(createVerify('RSA-SHA256').update(digestOf(fields)).verify(publicKey, signature!, 'base64')).toBe(true)
})

it('[A3-01] an answer of UnionPay\'s is split outside of braces only, and its values keep their equals signs', () => {
  expect(readFields('orderId=1&reserved={a=1&b=2}&signature=ab==&empty=')).toEqual({ orderId: '1', reserved: '{a=1&b=2}', signature: 'ab==', empty: '' })
  expect(readFields('<html>')).toEqual({})
})

it('[A3-01] without a certificate, or with nonsense for one, nothing is believed', () => {
  const trust = {} as never
  expect(rejectionOf({ orderId: '1' }, trust, 0)).toBe('SIGNATURE_INVALID')
  expect(rejectionOf({ orderId: '1', signature: 'x', signPubKeyCert: 'no certificate' }, trust, 0)).toBe('CERTIFICATE_INVALID')
})

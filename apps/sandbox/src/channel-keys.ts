import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { issueCertificate, selfSigned } from './certificate.ts'

/** What Alipay and UnionPay themselves know, and what they gave the merchant. */
export interface ChannelKeys {
  alipayPrivateKey: string
  alipayAppPublicKey: string
  unionpayPrivateKey: string
  unionpayCertificate: string
  unionpayMerchantPublicKey: string
  given: Required<Pick<ConnectorsConfiguration, 'alipay' | 'unionpay'>>
}

const UNIONPAY = '中国银联股份有限公司'
const digits = (length: number) => Array.from(randomBytes(length), (byte) => byte % 10).join('')
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const pem = (key: ReturnType<typeof keys>) => key.export({ type: 'pkcs8', format: 'pem' }) as string

/** UnionPay's own root and middle authority, and the certificate that signs its answers. */
function authorities() {
  const [root, middle, signer] = [keys(), keys(), keys()]
  const [rootName, middleName] = ['UnionPay Sandbox Root CA', 'UnionPay Sandbox Middle CA']
  return {
    key: pem(signer),
    certificate: issueCertificate({ key: signer, name: `041@Z12@${UNIONPAY}@00010001`, years: 5, by: { key: middle, name: middleName } }).pem,
    root: selfSigned(root, rootName, 20).pem,
    middle: issueCertificate({ key: middle, name: middleName, years: 10, by: { key: root, name: rootName } }).pem,
  }
}

export function makeChannelKeys(): ChannelKeys {
  const [alipay, app, merchant] = [pair(), pair(), pair()]
  const { key, certificate, root, middle } = authorities()
  return {
    alipayPrivateKey: alipay.privateKey, alipayAppPublicKey: app.publicKey,
    unionpayPrivateKey: key, unionpayCertificate: certificate, unionpayMerchantPublicKey: merchant.publicKey,
    given: {
      alipay: { appId: `2021${digits(12)}`, sellerId: `2088${digits(12)}`, appPrivateKey: app.privateKey, alipayPublicKey: alipay.publicKey },
      unionpay: { merId: `7772${digits(11)}`, certId: `6${digits(10)}`, privateKey: merchant.privateKey, rootCertificate: root, middleCertificate: middle },
    },
  }
}

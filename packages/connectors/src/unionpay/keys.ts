import { X509Certificate, type KeyObject } from 'node:crypto'
import { privateKeyOf } from '../payments/keys.ts'
import type { Trust } from './signature.ts'

const UNIONPAY = '中国银联股份有限公司'

/** What UnionPay issues to a merchant, as it stands in an account or in the connectors file. */
export interface UnionpayConfiguration {
  baseUrl?: string
  /** Where its files are fetched, where that is not UnionPay's own address. */
  filesUrl?: string
  merId: string
  /** The decimal serial number of the merchant's certificate. */
  certId: string
  privateKey: string
  rootCertificate: string
  middleCertificate: string
}

export interface UnionpayKeys {
  merId: string
  certId: string
  privateKey: KeyObject
  trust: Trust
}

export const readUnionpayKeys = ({ merId, certId, privateKey, rootCertificate, middleCertificate }: UnionpayConfiguration): UnionpayKeys => ({
  merId, certId, privateKey: privateKeyOf(privateKey),
  trust: { root: new X509Certificate(rootCertificate), middle: new X509Certificate(middleCertificate), signerName: UNIONPAY },
})

import { constants, createSign, createVerify, randomBytes, type KeyLike } from 'node:crypto'

/** Request: METHOD, path with query, timestamp, nonce, body, each with a line feed. */
export const requestMessage = (method: string, pathAndQuery: string, timestamp: string, nonce: string, body: string) =>
  `${method}\n${pathAndQuery}\n${timestamp}\n${nonce}\n${body}\n`

/** Answers and callbacks: the signature covers the raw bytes, so they are never parsed and printed again first. */
export const answerMessage = (timestamp: string, nonce: string, rawBody: Buffer) =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), rawBody, Buffer.from('\n')])

export const signMessage = (message: string | Buffer, privateKey: KeyLike) =>
  createSign('RSA-SHA256').update(message).sign({ key: privateKey as string, padding: constants.RSA_PKCS1_PADDING }, 'base64')

export const verifyMessage = (message: string | Buffer, signature: string, publicKey: KeyLike) =>
  createVerify('RSA-SHA256').update(message).verify(publicKey, signature, 'base64')

export const newNonce = () => randomBytes(16).toString('hex').toUpperCase()

export interface MerchantSigner {
  mchId: string
  serialNo: string
  privateKey: KeyLike
}

export function authorization(
  signer: MerchantSigner,
  { method, pathAndQuery, body, timestamp, nonce }: { method: string; pathAndQuery: string; body: string; timestamp: string; nonce: string },
): string {
  const signature = signMessage(requestMessage(method, pathAndQuery, timestamp, nonce, body), signer.privateKey)
  const fields = { mchid: signer.mchId, nonce_str: nonce, signature, timestamp, serial_no: signer.serialNo }
  return `WECHATPAY2-SHA256-RSA2048 ${Object.entries(fields).map(([name, value]) => `${name}="${value}"`).join(',')}`
}

/** paySign of WeixinJSBridge: appId, timestamp, nonce, package. */
export const jsapiMessage = (appId: string, timeStamp: string, nonceStr: string, prepayPackage: string) =>
  `${appId}\n${timeStamp}\n${nonceStr}\n${prepayPackage}\n`

import { createHash } from 'node:crypto'
import { sm2, sm3, sm4 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { fenOf, splitOf, SplitBroken, yuanOf } from './amounts.ts'
import { NATIONAL_SIGNING, open, seal, type EnvelopeKeys } from './envelope.ts'
import { decryptSm4, encryptSm4, signingText, signSm2, sm4KeyOf, verifySm2 } from './signature.ts'

const pair = sm2.generateKeyPairHex()
const platform = sm2.generateKeyPairHex()
const shared = { appId: '19E179E5DC29C05E65B90CDE57A1C7E5', appSecret: 'secret-of-the-application', signing: NATIONAL_SIGNING }
const ours: EnvelopeKeys = { ...shared, ...pair, theirPublicKey: platform.publicKey }
const theirs: EnvelopeKeys = { ...shared, ...platform, theirPublicKey: pair.publicKey }

describe('[A3-07] signing of mobile insurance pay', () => {
  it('signs sorted fields without signature, cipher text and extra, with the secret at the end', () => {
    expect(signingText({ b: '2', a: 1, data: '{"x":1}', encData: 'E', signData: 'S', extra: 'e', empty: '', none: null }, 'K', NATIONAL_SIGNING)).toBe('a=1&b=2&data={"x":1}&key=K')
    expect(signingText({ a: 1 }, 'K', { secretJoint: '' })).toBe('a=1K')
  })

  it('verifies its own signature and no other', () => {
    const signature = signSm2('内容', pair.privateKey, pair.publicKey)
    expect(Buffer.from(signature, 'base64')).toHaveLength(64)
    expect(verifySm2('内容', signature, pair.publicKey)).toBe(true)
    expect(verifySm2('内容。', signature, pair.publicKey)).toBe(false)
    expect(verifySm2('内容', signature, platform.publicKey)).toBe(false)
    expect(verifySm2('内容', 'AAAA', pair.publicKey)).toBe(false)
  })

  it('digests by SM3 as the standard has it (GB/T 32905, A.1)', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  it('encrypts by SM4 as the standard has it (GB/T 32907, A.1), and back', () => {
    const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
    expect(sm4.encrypt(new Uint8Array(key), key.toString('hex'), { padding: 'none' })).toBe('681edf34d206965e86b3e94f536e4246')
    expect(encryptSm4('中文', key)).toBe(String(sm4.encrypt('中文', key.toString('hex'))).toUpperCase())
    expect(decryptSm4(encryptSm4('中文', key), key)).toBe('中文')
    expect(sm4KeyOf(shared.appId, shared.appSecret)).toHaveLength(16)
  })

  it('opens what the other end sealed, and nothing that was changed, is old, or comes from elsewhere', () => {
    const wire = seal({ medOrgOrd: 'YB1', 金额: '12.50' }, ours, 1_000_000)
    expect(open(wire, theirs, 1_000_000)).toEqual({ medOrgOrd: 'YB1', 金额: '12.50' })
    expect(open({ ...wire, timestamp: '1000001' }, theirs, 1_000_000)).toBeNull()
    expect(open(wire, theirs, 1_000_000 + 300_001)).toBeNull()
    expect(open({ ...wire, encData: encryptSm4('{"medOrgOrd":"YB2"}', sm4KeyOf(shared.appId, shared.appSecret)) }, theirs, 1_000_000)).toBeNull()
    expect(open(wire, ours, 1_000_000)).toBeNull()
    expect(open({}, theirs, 1_000_000)).toBeNull()
  })
})

describe('[A3-07] amounts of mobile insurance pay', () => {
  it('are yuan there and fen here, exactly', () => {
    expect(['0.07', '12.5', '1', '99999999999.99'].map(fenOf)).toEqual([7, 1_250, 100, 9_999_999_999_999])
    expect([7, 1_250, 100, 9_999_999_999_999].map(yuanOf)).toEqual(['0.07', '12.50', '1.00', '99999999999.99'])
    for (const wrong of ['-1', '1.234', '', '1e3', null, undefined]) expect(() => fenOf(wrong)).toThrow('yuan')
  })

  it('are refused by name where the parts do not make the whole', () => {
    expect(splitOf({ feeSumamt: '10.00', fundPay: '7.00', psnAcctPay: '2.99', ownpayAmt: '0.01' })).toEqual({ totalFen: 1_000, fundFen: 700, accountFen: 299, cashFen: 1 })
    expect(() => splitOf({ feeSumamt: '10.00', fundPay: '7.00', psnAcctPay: '2.99', ownpayAmt: '0.02' })).toThrow(SplitBroken)
  })
})

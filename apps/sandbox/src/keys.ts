import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { selfSigned, type Certificate } from './certificate.ts'
import { makeChannelKeys, type ChannelKeys } from './channel-keys.ts'
import { templateCodes, templateNumbers } from './sms/templates.ts'
import { wechatTemplateNumbers } from './wechat/templates.ts'

/** What only the outside world itself knows. */
export interface PlatformKeys {
  publicKeyId: string
  privateKey: string
  certificate: Certificate
  merchantPublicKey: string
  /** Absent in a folder of before, until its next start. */
  channels?: ChannelKeys
}

/** What the hospital is given, before mobile insurance pay is joined. */
type Joining = Omit<ConnectorsConfiguration, 'insurance'> & Partial<Pick<ConnectorsConfiguration, 'insurance'>>

/** The insurer's own pair of SM2 keys, hex. */
export interface InsurancePlatformKeys {
  privateKey: string
  publicKey: string
}

export interface Keys {
  /** Both files' contents: the merchant's side goes to the platform in merchant.json. */
  merchant: ConnectorsConfiguration
  platform: PlatformKeys
  insurance: InsurancePlatformKeys
}

/** The keys of this data folder, made at the first start and never again. */
export function loadKeys(directory: string): Keys {
  const merchantFile = join(directory, 'merchant.json')
  const platformFile = join(directory, 'platform.json')
  if (!existsSync(merchantFile) || !existsSync(platformFile)) {
    const keys = withChannels(makeKeys())
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    writeWhole(platformFile, keys.platform)
    writeWhole(merchantFile, keys.merchant)
    return withInsurance(directory, keys)
  }
  const before = readJson<Joining>(merchantFile)
  const known = readJson<PlatformKeys>(platformFile)
  const { merchant, platform } = withChannels({ merchant: completed(before), platform: known })
  if (!known.channels) writeWhole(platformFile, platform)
  if (JSON.stringify(merchant) !== JSON.stringify(before)) writeWhole(merchantFile, merchant)
  return withInsurance(directory, { merchant, platform })
}

/** The keys of both sides, before mobile insurance pay is joined. */
interface JoiningKeys {
  merchant: Joining
  platform: PlatformKeys
}

/** The merchant's side of these keys is made with the channel's own, and goes by them. */
function withChannels({ merchant, platform }: JoiningKeys): JoiningKeys {
  const channels = platform.channels ?? makeChannelKeys()
  return { merchant: { ...merchant, ...channels.given }, platform: { ...platform, channels } }
}

/** Mobile insurance pay was joined later: its keys are made once, of both sides together, for folders of before too. */
function withInsurance(directory: string, { merchant, platform }: JoiningKeys): Keys {
  const insurerFile = join(directory, 'insurer.json')
  if (merchant.insurance && existsSync(insurerFile)) {
    const { insurance } = merchant
    const joined = { ...merchant, insurance: { ...insurance, core: insurance.core ?? coreAccess() } }
    if (!insurance.core) writeWhole(join(directory, 'merchant.json'), joined)
    return { merchant: joined, platform, insurance: readJson(insurerFile) }
  }
  const [ours, insurance] = [sm2.generateKeyPairHex(), sm2.generateKeyPairHex()]
  const joined = { ...merchant, insurance: { appId: randomBytes(16).toString('hex').toUpperCase(), appSecret: randomBytes(16).toString('hex'), orgCode: 'H53010200001', ...ours, platformPublicKey: insurance.publicKey, core: coreAccess() } }
  writeWhole(insurerFile, insurance)
  writeWhole(join(directory, 'merchant.json'), joined)
  return { merchant: joined, platform, insurance }
}

/** To the core platform, from which bills of a day are had. */
const coreAccess = () => ({ paasId: `yunxi_${digits(6)}`, token: secret(), areaCode: '530102', office: '530100', insuranceKind: '310', clearingKind: '11' })

/** Folders of before have neither the newer templates, nor the systems that were joined later: they are given them. */
function completed(merchant: Joining): Joining {
  return {
    ...laterKeys(),
    ...merchant,
    his: { ...merchant.his, noticeToken: merchant.his.noticeToken ?? secret() },
    sms: { ...merchant.sms, callbackSecret: merchant.sms.callbackSecret ?? secret(), templates: templateNumbers },
    aliyunSms: { ...(merchant.aliyunSms ?? aliyunAccount(merchant.sms.signName)), templates: templateCodes },
    wechat: merchant.wechat ?? makeWechat(merchant.wechatpay.appId),
  }
}

const secret = () => randomBytes(16).toString('hex')

const aliyunAccount = (signName: string) => ({ accessKeyId: `LTAI5t${randomBytes(9).toString('hex')}`, accessKeySecret: randomBytes(15).toString('hex'), signName, callbackSecret: secret(), templates: templateCodes })

const readJson = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T

/** Never half a file, whenever the process dies. */
function writeWhole(file: string, content: unknown) {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' } as { type: 'pkcs8'; format: 'pem' }) as string
const digits = (length: number) => Array.from(randomBytes(length), (byte) => byte % 10).join('')

/** The official account that people pay in, and that speaks to them. */
const makeWechat = (appId: string): ConnectorsConfiguration['wechat'] => ({
  appId,
  appSecret: randomBytes(16).toString('hex'),
  pushToken: randomBytes(12).toString('hex'),
  encodingAesKey: randomBytes(32).toString('base64').replace('=', ''),
  templates: wechatTemplateNumbers,
})

function makeKeys(): JoiningKeys {
  const merchantKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const platformKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = selfSigned(platformKey.privateKey, 'Tenpay.com Sandbox', 5)
  const publicKeyId = `PUB_KEY_ID_${digits(28)}`
  const platformPublicKey = pem(platformKey.publicKey, 'spki')
  const appId = `wx${randomBytes(8).toString('hex')}`
  return {
    platform: { publicKeyId, privateKey: pem(platformKey.privateKey, 'pkcs8'), certificate, merchantPublicKey: pem(merchantKey.publicKey, 'spki') },
    merchant: {
      sandbox: true,
      his: { token: randomBytes(32).toString('base64url'), noticeToken: randomBytes(32).toString('base64url') },
      wechatpay: {
        appId,
        mchId: `19${digits(8)}`,
        merchantSerialNo: randomBytes(20).toString('hex').toUpperCase(),
        merchantPrivateKey: pem(merchantKey.privateKey, 'pkcs8'),
        apiV3Key: randomBytes(16).toString('hex'),
        platformKeys: [publicKeyId, certificate.serial].map((serial) => ({ serial, publicKey: platformPublicKey })),
      },
      sms: {
        secretId: `AKID${randomBytes(16).toString('hex')}`,
        secretKey: randomBytes(16).toString('hex'),
        sdkAppId: `14${digits(8)}`,
        signName: '云溪市第一人民医院',
        region: 'ap-guangzhou',
        templates: templateNumbers,
        callbackSecret: secret(),
      },
      wechat: makeWechat(appId),
      aliyunSms: aliyunAccount('云溪市第一人民医院'),
      ...laterKeys(),
    },
  }
}

/** Systems that the outside world has gained since: a folder of before gets their keys at its next start. */
function laterKeys(): Pick<ConnectorsConfiguration, 'faceid' | 'healthCards'> {
  const app = () => ({ appId: randomBytes(16).toString('hex').toUpperCase(), appSecret: randomBytes(16).toString('hex'), hospitalId: digits(5), codeSeconds: 60, scenes: { BOOK: '0101011', CHECK_IN: '0101012', PAY: '0101051' } })
  return {
    faceid: { secretId: `AKID${randomBytes(16).toString('hex')}`, secretKey: randomBytes(16).toString('hex'), region: 'ap-guangzhou', ruleId: '1' },
    healthCards: [
      { code: 'TENCENT', label: '腾讯电子健康卡', channelNum: '0', authorizePath: '/authorize', ...app() },
      { code: 'ALIPAY', label: '支付宝电子健康卡', channelNum: '2', ...app() },
    ],
  }
}

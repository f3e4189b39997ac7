import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { HealthCardConfiguration } from '@hospital/connectors/healthcard/adapter'
import { isIdCard } from '../his/validation.ts'
import { HealthCardError } from './errors.ts'
import type { HealthPlatform } from './platform.ts'

export interface HealthCardRoutesOptions {
  apps: readonly HealthCardConfiguration[]
  platform: HealthPlatform
}

type Req = Record<string, string | number | undefined>
type Common = Record<'appToken' | 'requestId' | 'hospitalId' | 'timestamp' | 'channelNum' | 'sign', string>

const AUTH = '/rest/auth/HealthCard/HealthOpenAuth/AuthObj'
const OPEN = '/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj'
const REQUESTS_REMEMBERED = 10_000

/** The health card open platform of Tencent, for every hospital's app that it knows. */
export async function healthCardRoutes(app: FastifyInstance, { apps, platform }: HealthCardRoutesOptions) {
  const seen = new Set<string>()

  function call(path: string, work: (own: HealthCardConfiguration, req: Req) => object, { withToken = true } = {}) {
    app.post(path, (request) => {
      const { commonIn, req } = read(request)
      try {
        const own = caller(commonIn, req, withToken)
        return { commonOut: { requestId: commonIn.requestId, resultCode: 0, errMsg: 'success' }, rsp: work(own, req) }
      } catch (error) {
        if (!(error instanceof HealthCardError)) throw error
        return { commonOut: { requestId: commonIn.requestId, resultCode: error.resultCode, errMsg: error.message }, rsp: null }
      }
    })
  }

  /** Which app is calling: known by what it names, proven by its signature, and holding the one live token. */
  function caller(common: Common, req: Req, withToken: boolean): HealthCardConfiguration {
    const own = apps.find(({ hospitalId, channelNum }) => hospitalId === common.hospitalId && channelNum === common.channelNum)
    if (!own || !isSigned(common, req, own.appSecret)) throw new HealthCardError(-10002, 'sign error')
    if (Math.abs(Date.now() / 1000 - Number(common.timestamp)) > 300) throw new HealthCardError(-10003, 'timestamp out of range')
    if (!/^[0-9A-F]{32}$/.test(common.requestId) || seen.has(common.requestId)) throw new HealthCardError(-10004, 'requestId invalid or repeated')
    if (seen.size >= REQUESTS_REMEMBERED) seen.clear()
    seen.add(common.requestId)
    if (withToken && !platform.holdsToken(own.appId, common.appToken)) throw new HealthCardError(-10001, 'appToken invalid')
    return own
  }

  call(`${AUTH}/getAppToken`, (own, { appId }) => {
    if (appId !== own.appId) throw new HealthCardError(-10005, 'appId unknown')
    return platform.newToken(own.appId)
  }, { withToken: false })

  call(`${OPEN}/registerHealthCard`, (own, req) => {
    const { name, idNumber, patid, wechatCode, gender, nation, birthday, phone1, idType } = texts(req)
    if (!name || !isIdCard(idNumber) || idType !== '01' || !/^(男|女)$/.test(gender) || !nation || !/^1\d{10}$/.test(phone1)) throw new HealthCardError(-10006, 'a field of the person is missing or wrong')
    if (birthday.replaceAll('-', '') !== idNumber.slice(6, 14)) throw new HealthCardError(-10021, 'birthday and idNumber do not match')
    const { cardId, phid } = platform.register(own.appId, { name, idNumber, patid, userCode: own.authorizePath ? wechatCode : null })
    return { qrCodeText: `${cardId}:1`, healthCardId: cardId, phid, adminExt: '' }
  })

  call(`${OPEN}/getHealthCardByHealthCode`, (own, req) => {
    const card = platform.byHealthCode(texts(req).healthCode)
    if (card.appId !== own.appId) throw new HealthCardError(-10031, 'healthCardId does not exist')
    return { card: { healthCardId: card.cardId, phid: card.phid, idNumber: card.idNumber, name: card.name, qrCodeText: `${card.cardId}:1` } }
  })

  call(`${OPEN}/getDynamicQRCode`, (own, req) => {
    const card = platform.find(own.appId, texts(req).healthCardId)
    if (req.idType !== '01' || card.idNumber !== req.idNumber) throw new HealthCardError(-10021, 'idNumber is not the card holder’s')
    return { qrCodeText: req.codeType === 0 ? platform.dynamicCode(card) : `${card.cardId}:1`, color: 0 }
  })

  call(`${OPEN}/bindCardRelation`, (own, req) => {
    const { healthCardId, patid } = texts(req)
    if (!patid) throw new HealthCardError(-10006, 'patid is missing')
    platform.bind(platform.find(own.appId, healthCardId), patid)
    return { result: true }
  })

  call(`${OPEN}/reportHISData`, (own, req) => {
    const { healthCardId, scene, time, hisSerialNo } = texts(req)
    if (!Object.values(own.scenes).includes(scene) || !hisSerialNo || Number.isNaN(Date.parse(time))) throw new HealthCardError(-10006, 'scene, time or hisSerialNo is wrong')
    platform.reportUsage(platform.find(own.appId, healthCardId), hisSerialNo, scene, time)
    return { result: true }
  })
}

/** The platform's own reading of its rule: sorted, what is empty left out, the secret at the end. */
function isSigned({ sign, ...common }: Common, req: Req, secret: string): boolean {
  const all: Record<string, unknown> = { ...common, ...req }
  const text = Object.keys(all).filter((name) => !['', null, undefined].includes(all[name] as string)).sort().map((name) => `${name}=${String(all[name])}`).join('&')
  const [ours, theirs] = [createHash('sha256').update(text + secret).digest(), Buffer.from(String(sign), 'base64')]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}

const FIELDS = ['name', 'idNumber', 'patid', 'wechatCode', 'gender', 'nation', 'birthday', 'phone1', 'idType', 'healthCode', 'healthCardId', 'scene', 'time', 'hisSerialNo'] as const

/** The fields that calls have, as text; empty where one was not sent. */
const texts = (req: Req) => Object.fromEntries(FIELDS.map((field) => [field, String(req[field] ?? '')])) as Record<(typeof FIELDS)[number], string>

function read(request: FastifyRequest): { commonIn: Common; req: Req } {
  try {
    const { commonIn, req } = JSON.parse((request.body as Buffer).toString('utf8')) as { commonIn?: Common; req?: Req }
    if (commonIn && req) return { commonIn, req }
  } catch {
    // Said below, as for a body without its parts.
  }
  throw Object.assign(new Error('The body is not a request of this platform'), { statusCode: 400 })
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FaceIdConfiguration } from '@hospital/connectors/faceid/adapter'
import { refusalOf } from '../tencent/verify.ts'
import { printCheck, type Checks } from './checks.ts'

export interface FaceIdRoutesOptions {
  account: FaceIdConfiguration
  checks: Checks
}

class FaceIdError extends Error {
  constructor(readonly code: string, message: string) {
    super(message)
  }
}

interface DetectBody {
  RuleId?: string
  IdCard?: string
  Name?: string
  RedirectUrl?: string
  Extra?: string
  BizToken?: string
}

/** Tencent Cloud FaceID 2018-03-01: DetectAuth, GetDetectInfoEnhanced. Errors come with HTTP 200. */
export async function faceIdRoutes(app: FastifyInstance, { account, checks }: FaceIdRoutesOptions) {
  app.post('/', (request) => {
    try {
      return { Response: { RequestId: randomUUID(), ...answer(request) } }
    } catch (error) {
      if (!(error instanceof FaceIdError)) throw error
      return { Response: { Error: { Code: error.code, Message: error.message }, RequestId: randomUUID() } }
    }
  })

  function answer(request: FastifyRequest): object {
    const raw = request.body as Buffer
    const [path, query = ''] = request.raw.url!.split('?')
    const refusal = refusalOf({ method: 'POST', path: path!, query, headers: request.headers, body: raw }, account, Math.floor(Date.now() / 1000))
    if (refusal) throw new FaceIdError(refusal, 'The provided credentials could not be validated.')
    if (request.headers['x-tc-version'] !== '2018-03-01') throw new FaceIdError('NoSuchVersion', 'The API version does not exist.')
    const body = readBody(raw)
    if (body.RuleId !== account.ruleId) throw new FaceIdError('InvalidParameterValue.RuleIdNotExist', 'RuleId does not exist.')
    switch (request.headers['x-tc-action']) {
      case 'DetectAuth': return open(body, `${request.protocol}://${request.host}`)
      case 'GetDetectInfoEnhanced': return read(body)
      default: throw new FaceIdError('InvalidAction', 'The request action is invalid.')
    }
  }

  function open({ IdCard = '', Name = '', RedirectUrl = '', Extra = '' }: DetectBody, origin: string) {
    if (!/^\d{17}[\dX]$/.test(IdCard) || !Name) throw new FaceIdError('InvalidParameterValue', 'IdCard and Name belong together.')
    if (!URL.canParse(RedirectUrl)) throw new FaceIdError('InvalidParameterValue', 'RedirectUrl is not an address.')
    if (Buffer.byteLength(Extra) > 1024) throw new FaceIdError('InvalidParameterValue', 'Extra is too long.')
    const token = checks.open({ idCard: IdCard, name: Name, redirectUrl: RedirectUrl, extra: Extra })
    return { Url: `${origin}/faceid/check/${token}`, BizToken: token }
  }

  function read({ BizToken = '' }: DetectBody) {
    const check = checks.find(BizToken)
    if (!check) throw new FaceIdError('InvalidParameterValue.BizTokenIllegal', 'BizToken does not exist.')
    return printCheck(check)
  }
}

function readBody(raw: Buffer): DetectBody {
  try {
    return JSON.parse(raw.toString('utf8')) as DetectBody
  } catch {
    throw new FaceIdError('InvalidParameter', 'The body is not JSON.')
  }
}

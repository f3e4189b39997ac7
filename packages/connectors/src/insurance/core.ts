import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ConnectorFailure } from '../failure.ts'
import type { Outbound } from '../outbound.ts'
import type { Wire } from './envelope.ts'
import { printedTimeOf, stampOf } from './times.ts'

/** What the core platform (国家医保信息平台) gave this hospital beside mobile pay; its codes differ by province and are confirmed when it is joined. */
export interface CoreConfiguration {
  baseUrl?: string
  paasId: string
  token: string
  /** 就医地医保区划. */
  areaCode: string
  /** 结算经办机构. */
  office: string
  /** 险种 and 清算类别 of what is settled by mobile pay. */
  insuranceKind: string
  clearingKind: string
}

export interface CoreHeaders {
  'x-tif-paasid': string
  'x-tif-timestamp': string
  'x-tif-nonce': string
  'x-tif-signature': string
}

const signatureOf = (token: string, timestamp: string, nonce: string) => createHash('sha256').update(timestamp + token + nonce + timestamp).digest('hex')

export function signCore({ paasId, token }: Pick<CoreConfiguration, 'paasId' | 'token'>, now: number): CoreHeaders {
  const [timestamp, nonce] = [String(Math.floor(now / 1_000)), randomBytes(16).toString('hex')]
  return { 'x-tif-paasid': paasId, 'x-tif-timestamp': timestamp, 'x-tif-nonce': nonce, 'x-tif-signature': signatureOf(token, timestamp, nonce) }
}

const LATEST_S = 300

/** Whether a call is this hospital's own, and fresh. */
export function coreCallHolds({ paasId, token }: Pick<CoreConfiguration, 'paasId' | 'token'>, headers: Partial<CoreHeaders>, now: number): boolean {
  const [timestamp = '', nonce = '', signature = ''] = [headers['x-tif-timestamp'], headers['x-tif-nonce'], headers['x-tif-signature']]
  const expected = Buffer.from(signatureOf(token, timestamp, nonce))
  const given = Buffer.from(signature)
  return headers['x-tif-paasid'] === paasId && Math.abs(now / 1_000 - Number(timestamp)) <= LATEST_S && given.length === expected.length && timingSafeEqual(given, expected)
}

export interface CoreCalls {
  /** The output of a call. Throws where the platform says no, or its answer does not hold. */
  call(infno: string, input: object): Promise<Wire>
  /** 9102: a file as it is. */
  download(input: object): Promise<Buffer>
}

interface CoreOptions {
  baseUrl: string
  keys: CoreConfiguration
  orgCode: string
  outbound: Outbound
  clock: () => number
}

/** The core platform's calls: one envelope around everything. None of those made here changes anything there. */
export function createCore({ baseUrl, keys, orgCode, outbound, clock }: CoreOptions): CoreCalls {
  let serial = 0

  function envelope(infno: string, input: object): string {
    const at = new Date(clock())
    serial = (serial % 9_999) + 1
    return JSON.stringify({
      infno, msgid: `${orgCode}${stampOf(at)}${String(serial).padStart(4, '0')}`, mdtrtarea_admvs: keys.areaCode, insuplc_admdvs: '', recer_sys_code: 'HIS', dev_no: '', dev_safe_info: '', cainfo: '', signtype: '', infver: 'V1.0',
      opter_type: '3', opter: 'platform', opter_name: '互联网医院', inf_time: printedTimeOf(at), fixmedins_code: orgCode, fixmedins_name: '互联网医院', sign_no: '', input,
    })
  }

  async function send(infno: string, input: object): Promise<Buffer> {
    const answer = await outbound.send({
      call: infno, method: 'POST', url: `${baseUrl}/${infno}`, headers: { 'content-type': 'text/plain; charset=utf-8', ...signCore(keys, clock()) }, body: envelope(infno, input), readOnly: true,
    })
    if (answer.status !== 200) throw refused(infno, `HTTP_${answer.status}`)
    return answer.body
  }

  return {
    async call(infno, input) {
      const answer = parse(await send(infno, input))
      if (!answer) throw new ConnectorFailure({ kind: 'GARBAGE', port: 'insurance', code: 'UNREADABLE', message: `insurance ${infno}: answer does not hold` })
      if (String(answer.infcode) !== '0') throw refused(infno, `CORE_${String(answer.infcode)}`)
      return (answer.output ?? {}) as Wire
    },
    async download(input) {
      const body = await send('9102', input)
      const answer = parse(body)
      if (answer) throw refused('9102', `CORE_${String(answer.infcode)}`)
      return body
    },
  }
}

/** The platform says why only in words, which stay out of logs: they may name a person. */
const refused = (infno: string, code: string) => new ConnectorFailure({ kind: 'REFUSED', port: 'insurance', code, message: `insurance ${infno}: ${code}` })

function parse(body: Buffer): Wire | null {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return read && typeof read === 'object' && 'infcode' in read ? (read as Wire) : null
  } catch {
    return null
  }
}

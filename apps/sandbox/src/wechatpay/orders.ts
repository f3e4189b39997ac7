import { paramError } from './errors.ts'
import type { Product } from './trades.ts'

/** A create request that has passed the checks. */
export interface CreateOrder {
  appId: string
  outTradeNo: string
  description: string
  attach: string | null
  openid: string | null
  totalFen: number
  notifyUrl: string
  expiresAt: number | null
}

type Json = Record<string, unknown>

const allowed = new Set(['appid', 'mchid', 'description', 'out_trade_no', 'time_expire', 'attach', 'notify_url', 'goods_tag', 'support_fapiao', 'amount', 'payer', 'detail', 'scene_info', 'settle_info'])

export function readOrder(product: Product, body: Json, merchant: { appId: string; mchId: string }): CreateOrder {
  for (const name of Object.keys(body)) if (!allowed.has(name)) throw paramError(`参数 ${name} 不存在`)
  if (body.mchid !== merchant.mchId) throw paramError('mchid 与签名商户不一致')
  if (body.appid !== merchant.appId) throw paramError('appid 与 mchid 不匹配')
  const amount = object(body.amount, 'amount')
  if (amount.currency !== undefined && amount.currency !== 'CNY') throw paramError('amount.currency 只支持 CNY')
  const notifyUrl = text(body.notify_url, 'notify_url', 255)
  if (!/^https?:\/\/[^?#]+$/.test(notifyUrl)) throw paramError('notify_url 须为不带参数的完整地址')
  const outTradeNo = text(body.out_trade_no, 'out_trade_no', 32)
  if (!/^[0-9a-zA-Z_\-|*]{6,32}$/.test(outTradeNo)) throw paramError('out_trade_no 格式错误')
  if (product === 'h5') readScene(body.scene_info)
  return {
    appId: merchant.appId,
    outTradeNo,
    description: text(body.description, 'description', 127),
    attach: body.attach === undefined ? null : text(body.attach, 'attach', 128),
    openid: product === 'jsapi' ? text(object(body.payer, 'payer').openid, 'payer.openid', 128) : null,
    totalFen: positive(amount.total, 'amount.total'),
    notifyUrl,
    expiresAt: body.time_expire === undefined ? null : instant(body.time_expire),
  }
}

function readScene(value: unknown) {
  const scene = object(value, 'scene_info')
  text(scene.payer_client_ip, 'scene_info.payer_client_ip', 45)
  const type = object(scene.h5_info, 'scene_info.h5_info').type
  if (!['iOS', 'Android', 'Wap'].includes(String(type))) throw paramError('scene_info.h5_info.type 错误')
}

export function object(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw paramError(`缺少参数 ${name}`)
  return value as Json
}

export function text(value: unknown, name: string, longest: number): string {
  if (typeof value !== 'string' || value === '' || [...value].length > longest) throw paramError(`参数 ${name} 格式错误`)
  return value
}

export function positive(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) <= 0) throw paramError(`参数 ${name} 须为正整数`)
  return value as number
}

function instant(value: unknown): number {
  const at = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at)) throw paramError('time_expire 须为 rfc3339 格式')
  return at
}

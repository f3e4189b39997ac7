import { expect, it } from 'vitest'
import { tc3Authorization } from './tc3.ts'

it('signs as the example in the documentation of Tencent Cloud', () => {
  const payload = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`
  const request = {
    service: 'cvm',
    host: 'cvm.tencentcloudapi.com',
    method: 'POST' as const,
    path: '/',
    query: '',
    contentType: 'application/json; charset=utf-8',
    payload,
    timestamp: 1551113065,
  }
  const secret = { secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE' }
  expect(tc3Authorization(request, secret)).toBe(
    'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
  )
})

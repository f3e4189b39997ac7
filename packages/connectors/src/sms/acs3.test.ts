import { expect, it } from 'vitest'
import { acs3Headers, canonicalQuery } from './acs3.ts'

it('signs as the example in the documentation of Alibaba Cloud', () => {
  const request = {
    method: 'POST' as const, host: 'ecs.cn-shanghai.aliyuncs.com', path: '/', payload: '', action: 'RunInstances', version: '2014-05-26',
    query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
    date: '2023-10-26T10:22:32Z', nonce: '3156853299f313e23d1673dc12e1703d',
  }
  expect(acs3Headers(request, { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' }).authorization).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

it('encodes Chinese, spaces and the signs that a browser would leave', () => {
  expect(canonicalQuery({ b: "it's (here)*!", a: '云溪 医院~' })).toBe('a=%E4%BA%91%E6%BA%AA%20%E5%8C%BB%E9%99%A2~&b=it%27s%20%28here%29%2A%21')
})

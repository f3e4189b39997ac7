import { deflateSync } from 'node:zlib'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readAlipayBill } from '@hospital/connectors/alipay/bill'
import { coreCallHolds, signCore } from '@hospital/connectors/insurance/core'
import { packed, printDetails, printResults, readDetails, readResults, RESULTS, unpacked, type ResultRow } from '@hospital/connectors/insurance/statement'
import { readZmFile } from '@hospital/connectors/unionpay/bill'
import { printAlipayBill, type AlipayLine } from './alipay/bill.ts'
import { printZmFile, type UnionpayLine } from './unionpay/bill.ts'

const at = Date.parse('2026-03-01T10:00:00+08:00')
const alipay: AlipayLine[] = [
  { kind: '交易', number: 'ZF1', trade: 'ZF1', channelNo: '2026030122001', fen: 2_500, goods: '挂号费, 心血管内科, 等 2 项', createdAt: at, at },
  { kind: '交易', number: 'ZF2', trade: 'ZF2', channelNo: '2026030122002', fen: 7, goods: '门诊缴费', createdAt: at, at },
  { kind: '退款', number: 'TK1-1', trade: 'ZF1', channelNo: '2026030122001', fen: 800, goods: '挂号费', createdAt: at, at },
]
const unionpay: UnionpayLine[] = [
  { txnType: '01', number: 'ZF3', channelNo: '202603011000000000001', fen: 12_345, at }, { txnType: '04', number: 'TK2E1', channelNo: '202603011000000000002', fen: 345, at },
]
const plain = (file: Buffer) => file
const ownNumber = (orderId: string) => orderId.replace('E', '-')

test('[A3-04] Alipay’s zip in GBK is read to the fen, whatever stands in the goods’ names', () => {
  expect(readAlipayBill(printAlipayBill('2088', '2026-03-01', alipay))).toEqual({
    lines: [
      { kind: 'PAYMENT', number: 'ZF1', channelNo: '2026030122001', fen: 2_500 }, { kind: 'PAYMENT', number: 'ZF2', channelNo: '2026030122002', fen: 7 }, { kind: 'REFUND', number: 'TK1-1', channelNo: '2026030122001', fen: 800 },
    ],
    feeFen: 15 - 5,
  })
})

test('[A3-04] an Alipay bill that was cut short, or whose rows do not make its sums, is no bill', () => {
  const file = printAlipayBill('2088', '2026-03-01', alipay)
  expect(() => readAlipayBill(file.subarray(0, file.length * 0.7))).toThrow()
  const files = unzipSync(file)
  const [details] = Object.keys(files).filter((name) => name.includes('details'))
  const without = Buffer.from(files[details!]!).toString('latin1').split('\r\n').filter((line) => !line.includes('ZF2')).join('\r\n')
  expect(() => readAlipayBill(zipSync({ ...files, [details!]: Buffer.from(without, 'latin1') }))).toThrow('交易合计')
})

test('[A3-04] UnionPay’s ZM file is read by its widths, refunds under our own numbers; another merchant’s, or a row cut short, is none', () => {
  const { fileContent } = printZmFile('777290058110048', '2026-03-01', unionpay, plain)
  expect(readZmFile(fileContent, '777290058110048', ownNumber)).toEqual({
    lines: [{ kind: 'PAYMENT', number: 'ZF3', channelNo: '202603011000000000001', fen: 12_345 }, { kind: 'REFUND', number: 'TK2-1', channelNo: '202603011000000000002', fen: 345 }],
    feeFen: 62 - 2,
  })
  expect(() => readZmFile(fileContent, '777000000000000', ownNumber)).toThrow()
  expect(() => readZmFile(printZmFile('777290058110048', '2026-03-01', unionpay, (file) => file.subarray(0, file.length - 20)).fileContent, '777290058110048', ownNumber)).toThrow()
  const short = zipSync({ INN26030188ZM_777290058110048: Buffer.from('S22 00010000\r\n') })
  expect(() => readZmFile(deflateSync(short).toString('base64'), '777290058110048', ownNumber)).toThrow('another length')
})

const settled = { settlementId: 'HI2026030100001', number: 'YB1', totalFen: 5_000, fundFen: 3_107, accountFen: 893, refund: false }
const returned = { settlementId: 'TF2026030100001', number: 'TK1', totalFen: -5_000, fundFen: -3_107, accountFen: -893, refund: true }

test('[A3-04] the insurer’s files of a day carry settlements and what went back to the fen, there and back; a row cut short, or of a result that nobody knows, is none', () => {
  expect(readDetails(unpacked(packed('details.txt', printDetails([settled, returned]))))).toEqual([settled, returned])
  const results: ResultRow[] = [{ ...settled, result: RESULTS.DIFFERS }, { ...returned, result: RESULTS.SAME }]
  const text = printResults(results)
  expect(readResults(unpacked(packed('result.txt', text)))).toEqual(results)
  expect(() => readResults(text.slice(0, text.length * 0.7))).toThrow('another length')
  expect(() => readResults(text.replace(`\t${RESULTS.DIFFERS}\t`, '\t104\t'))).toThrow('Not a row')
  expect(() => unpacked(packed('result.txt', text).subarray(0, 60))).toThrow()
})

test('[A3-04] a call to the core platform holds under its own token for five minutes', () => {
  const keys = { paasId: 'yunxi', token: 'a token' }
  const headers = signCore(keys, at)
  expect(coreCallHolds(keys, headers, at + 299_000)).toBe(true)
  expect(coreCallHolds(keys, headers, at + 302_000)).toBe(false)
  expect(coreCallHolds({ ...keys, token: 'another' }, headers, at)).toBe(false)
  expect(coreCallHolds(keys, { ...headers, 'x-tif-nonce': 'another' }, at)).toBe(false)
})

import { zipSync } from 'fflate'
import { yuanOf } from '@hospital/connectors/payments/yuan'
import type { PrintedLine } from '../bill-tricks.ts'
import type { Counter } from '../counter/counter.ts'
import { addDays, instantAt, printedTime } from '../days.ts'
import { gbkOf } from '../gbk.ts'

const COLUMNS = '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

export interface AlipayLine extends PrintedLine {
  kind: '交易' | '退款'
  trade: string
  goods: string
  createdAt: number
  at: number
}

/** What was traded and given back on a day, in its order. */
export function linesOf(counter: Counter, day: string): AlipayLine[] {
  const [from, to] = [instantAt(day, '00:00'), instantAt(addDays(day, 1), '00:00')]
  const paid = counter.paidBetween(from, to).map((trade): AlipayLine => ({ kind: '交易', number: trade.number, trade: trade.number, channelNo: trade.channelNo!, fen: trade.fen, goods: trade.description, createdAt: trade.createdAt, at: trade.paidAt! }))
  const refunded = counter.refundedBetween(from, to).map((refund): AlipayLine => {
    const trade = counter.get(refund.trade)
    return { kind: '退款', number: refund.number, trade: trade.number, channelNo: trade.channelNo!, fen: refund.fen, goods: trade.description, createdAt: trade.createdAt, at: refund.doneAt! }
  })
  return [...paid, ...refunded].sort((a, b) => a.at - b.at)
}

const feeFen = (fen: number) => Math.round(fen * 0.006)

/** The zip that Alipay keeps for download: the day's details and their summary, both in GBK. */
export function printAlipayBill(sellerId: string, day: string, lines: AlipayLine[]): Buffer {
  const stamp = day.replaceAll('-', '')
  const files = { [`${sellerId}0156_${stamp}_details.csv`]: gbkOf(details(sellerId, day, lines)), [`${sellerId}0156_${stamp}_summary.csv`]: gbkOf(summary(sellerId, day, lines)) }
  return Buffer.from(zipSync(files))
}

function details(sellerId: string, day: string, lines: AlipayLine[]): string {
  const [year, month, date] = day.split('-')
  const of = (kind: AlipayLine['kind']) => lines.filter((line) => line.kind === kind)
  const sum = (part: AlipayLine[]) => part.reduce((fen, line) => fen + line.fen, 0)
  return [
    '#支付宝业务明细查询', `#账号：[${sellerId}0156]`, `#起始日期：[${year}年${month}月${date}日 00:00:00]   终止日期：[${year}年${month}月${date}日 24:00:00]`,
    '#-----------------------------------------业务明细列表----------------------------------------', COLUMNS,
    ...lines.map(row),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${of('交易').length}笔，商家实收共${yuanOf(sum(of('交易')))}元，商家优惠共0.00元`,
    `#退款合计：${of('退款').length}笔，商家实收退款共-${yuanOf(sum(of('退款')))}元，商家优惠退款共0.00元`,
    `#导出时间：[${year}年${month}月${date}日 09:00:00]`, '',
  ].join('\r\n')
}

function row({ kind, number, trade, channelNo, fen, goods, createdAt, at }: AlipayLine): string {
  const back = kind === '退款'
  const amount = `${back ? '-' : ''}${yuanOf(fen)}`
  const fee = `${back ? '' : '-'}${yuanOf(feeFen(fen))}`
  return [
    `${channelNo}\t`, `${back ? trade : number}\t`, `${kind}  `, goods, printedTime(createdAt), printedTime(at), '\t', '\t', '\t', '\t', 'sa***@sandbox.com\t', amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00',
    `${back ? number : ''}\t`, fee, '0.00', '',
  ].join(',')
}

function summary(sellerId: string, day: string, lines: AlipayLine[]): string {
  const count = (kind: AlipayLine['kind']) => lines.filter((line) => line.kind === kind).length
  return ['#支付宝业务汇总查询', `#账号：[${sellerId}0156]`, `#日期：[${day}]`, '门店编号,门店名称,交易订单总笔数,退款订单总笔数', `合计,,${count('交易')},${count('退款')}`, ''].join('\r\n')
}

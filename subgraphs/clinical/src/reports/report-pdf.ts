/// <reference path="./pdfkit.d.ts" />
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { flagWords, rangeWords, valueWords, writtenAt, type Printed } from './report-words.ts'

const require = createRequire(import.meta.url)
const REGULAR = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
const BOLD = require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')

const INK = '#17232b'
const QUIET = '#4c5a64'
const MARGIN = 48
/** The last line of a page, above its margin: below it pdfkit would begin another page. */
const FOOT = 16
/** Item, result, flag, unit, reference. */
const COLUMNS = [200, 90, 60, 70, 79]

type Doc = PDFDocument

/** A report as a PDF of our own: the same words as on the page. Its date is the report's, so that the same report makes the same file. */
export async function reportPdf(report: Printed): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4', margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN }, lang: 'zh-CN', bufferPages: true,
    info: { Title: report.name, CreationDate: report.issuedAt, ModDate: report.issuedAt, Producer: 'Internet hospital' },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  writeHead(doc, report)
  if (report.items.length) writeItems(doc, report)
  for (const [title, text] of [['检查所见', report.findings], ['检查结论', report.impression]] as const) if (text) writeText(doc, title, text)
  writeFeet(doc, report)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

function writeHead(doc: Doc, { kind, name, person, age, specimen, takenAt, issuedAt, reporter, imageCount, status }: Printed): void {
  doc.font(BOLD).fontSize(18).fillColor(INK).text(kind === 'LAB' ? '检验报告单' : '检查报告单', { align: 'center' }).moveDown(0.4)
  doc.fontSize(13).text(name + (status === 'AMENDED' ? '（已更正）' : status === 'PRELIMINARY' ? '（初步报告）' : '')).moveDown(0.3)
  const sex = person.sex === null ? null : person.sex === 'MALE' ? '男' : '女'
  const facts = [
    ['姓名', person.name], ['性别', sex], ['年龄', age === null ? null : `${age} 岁`], ['标本', specimen], [kind === 'LAB' ? '采样时间' : '检查时间', takenAt && writtenAt(takenAt)],
    ['报告时间', writtenAt(issuedAt)], ['报告医师', reporter], ['影像数', imageCount === null ? null : `${imageCount} 幅`],
  ].filter(([, value]) => value)
  doc.font(REGULAR).fontSize(10).fillColor(QUIET).text(facts.map(([label, value]) => `${label}：${value}`).join('　　'), { lineGap: 3 }).moveDown(0.5)
  rule(doc)
}

function writeItems(doc: Doc, { items }: Printed): void {
  row(doc, BOLD, ['项目', '结果', '提示', '单位', '参考范围'])
  rule(doc)
  for (const item of items) {
    const name = item.shortName ? `${item.name}（${item.shortName}）` : item.name
    row(doc, item.flag === null || item.flag === 'NORMAL' ? REGULAR : BOLD, [name, valueWords(item), flagWords(item), item.unit ?? '', rangeWords(item.range)])
  }
  rule(doc)
  if (items.some(({ contradictory }) => contradictory)) doc.font(REGULAR).fontSize(9).fillColor(QUIET).text('※ 医院的判读与参考范围不一致，以医院判读为准，请咨询医生。', MARGIN, doc.y)
}

function row(doc: Doc, font: string, cells: readonly string[]): void {
  doc.font(font).fontSize(10).fillColor(INK)
  const height = Math.max(...cells.map((cell, at) => doc.heightOfString(cell || ' ', { width: COLUMNS[at]! - 8 })))
  if (doc.y + height > doc.page.height - MARGIN - 2 * FOOT) doc.addPage()
  const top = doc.y
  let left = MARGIN
  for (const [at, cell] of cells.entries()) {
    doc.text(cell, left, top, { width: COLUMNS[at]! - 8 })
    left += COLUMNS[at]!
  }
  doc.x = MARGIN
  doc.y = top + height + 4
}

function writeText(doc: Doc, title: string, text: string): void {
  doc.moveDown(0.4).font(BOLD).fontSize(11).fillColor(INK).text(title, MARGIN, doc.y).moveDown(0.2)
  doc.font(REGULAR).fontSize(10.5).text(text, { lineGap: 4 })
}

function rule(doc: Doc): void {
  doc.lineWidth(0.6).strokeColor('#c3ccd3').moveTo(MARGIN, doc.y).lineTo(doc.page.width - MARGIN, doc.y).stroke()
  doc.y += 6
}

function writeFeet(doc: Doc, { issuedAt }: Printed): void {
  const { start, count } = doc.bufferedPageRange()
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at)
    doc.font(REGULAR).fontSize(8.5).fillColor(QUIET)
      .text(`本报告仅对所送标本或所检部位负责，请由医生结合临床判断。　报告时间 ${writtenAt(issuedAt)}　第 ${at + 1} / ${count} 页`, MARGIN, doc.page.height - MARGIN - FOOT, { width: doc.page.width - 2 * MARGIN, align: 'center', lineBreak: false })
  }
}

import { cellOf, type CellValue } from './cell.ts'

export interface SheetColumn {
  title: string
  /** In characters; 16 unless told. */
  width?: number
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!)

/** What the format forbids in the name of a sheet; 31 characters are the most. */
const sheetName = (title: string, number: number) => `${title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 24)}${number > 1 ? ` ${number}` : ''}`

/** A to XFD. */
function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

function cell(value: CellValue, column: number, line: number, style: string): string {
  const shown = cellOf(value)
  if (shown === null) return ''
  const at = `r="${columnName(column)}${line}"${style}`
  return typeof shown === 'number' ? `<c ${at}><v>${shown}</v></c>` : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escape(shown)}</t></is></c>`
}

/** A row; the first line of a sheet is its bold heading. */
export const rowXml = (values: readonly CellValue[], line: number) => `<row r="${line}">${values.map((value, column) => cell(value, column, line, line === 1 ? ' s="1"' : '')).join('')}</row>`

/** What stands before the rows: the heading stays while the rows scroll. */
export const sheetHead = (columns: readonly SheetColumn[]) =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  + `<cols>${columns.map(({ width = 16 }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>${rowXml(columns.map(({ title }) => title), 1)}`

export const SHEET_FOOT = '</sheetData></worksheet>'

export const sheetPath = (number: number) => `xl/worksheets/sheet${number}.xml`

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
  + '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'

/** All parts but the sheets themselves; how many those are is known at the end. */
export function workbookParts(title: string, sheets: number): [path: string, xml: string][] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1)
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const relations = (all: string) => `<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`
  const parts: [string, string][] = [
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
      + `${part('xl/workbook.xml', 'sheet.main')}${part('xl/styles.xml', 'styles')}${numbers.map((n) => part(sheetPath(n), 'worksheet')).join('')}</Types>`],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers.map((n) => `<sheet name="${escape(sheetName(title, n))}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations(numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') + relation(`rId${sheets + 1}`, 'styles', 'styles.xml'))],
    ['xl/styles.xml', STYLES],
  ]
  return parts.map(([path, xml]) => [path, HEAD + xml])
}

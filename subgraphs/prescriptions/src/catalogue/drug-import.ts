import { newId } from '@hospital/database/identifier'
import type { Columns } from '@hospital/importing/columns'
import { importSheet, RowRefusal, type ImportReport } from '@hospital/importing/import-sheet'
import { upsertBatch } from '@hospital/importing/upsert'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { drug } from '../tables.ts'

type Field = 'code' | 'pack' | 'name' | 'form' | 'specification' | 'packUnit' | 'price' | 'manufacturer' | 'approvalNumber' | 'controlled' | 'withdrawn'
type NewDrug = typeof drug.$inferInsert

const COLUMNS: Columns<Field> = {
  code: { headings: ['药品编码', '编码', '药品代码', 'code'], required: true },
  pack: { headings: ['包装序号', 'pack'] },
  name: { headings: ['药品名称', '名称', '通用名', 'name'], required: true },
  form: { headings: ['剂型', 'form'] },
  specification: { headings: ['规格', 'specification'] },
  packUnit: { headings: ['包装单位', '单位', 'unit'] },
  price: { headings: ['零售价', '单价', '价格', 'price'] },
  manufacturer: { headings: ['制药厂', '生产厂家', '生产企业', 'manufacturer'] },
  approvalNumber: { headings: ['文号', '批准文号', '国药准字', 'approvalNumber'] },
  controlled: { headings: ['毒麻标志', '特殊管理', 'controlled'] },
  withdrawn: { headings: ['删除标志', '停用', 'withdrawn'] },
}

/** Imports a hospital's drug dictionary from a CSV or .xlsx, idempotently, with a report per row. */
export async function importDrugs(ctx: Context, file: string, { trial = false, onProgress }: { trial?: boolean; onProgress?(done: number): void } = {}): Promise<ImportReport> {
  const report = await importSheet<Field, NewDrug>({
    file, columns: COLUMNS, onProgress,
    read: (cells) => readDrug(cells, ctx.now()),
    keyOf: ({ code }) => code,
    write: (batch) => upsertBatch({ db: ctx.db, table: drug, key: [drug.code], changing: [...CHANGING], stamps: ['updatedAt'], trial }, batch),
  })
  const { problems, ...counts } = report
  if (!trial) await inTransaction(ctx, (tx) => audit(tx, 'drug.import', { after: { ...counts, problems: problems.length } }))
  return report
}

function readDrug(cells: Partial<Record<Field, string>>, now: Date): NewDrug {
  const { code, pack, name, price } = cells
  if (!code) throw new RowRefusal('MISSING', '缺少药品编码', 'code')
  if (!name) throw new RowRefusal('MISSING', '缺少药品名称', 'name')
  if (name.length > 200) throw new RowRefusal('TOO_LONG', '药品名称超过 200 字', 'name')
  return {
    id: newId(), code: pack ? `${code}-${pack}` : code, name, pinyin: pinyinInitials(name),
    form: cells.form ?? null, specification: cells.specification ?? null, packUnit: cells.packUnit ?? null,
    priceFen: price === undefined ? null : fenOf(price), manufacturer: cells.manufacturer ?? null, approvalNumber: cells.approvalNumber ?? null,
    controlled: isSet(cells.controlled), enabled: !isSet(cells.withdrawn), updatedAt: now,
  }
}

/** Yuan in decimals → fen, half up, without passing through binary fractions. */
function fenOf(price: string): number {
  const parts = /^(\d{1,7})(?:\.(\d+))?$/.exec(price)
  if (!parts) throw new RowRefusal('PRICE', '价格须为不小于 0 的数字', 'price')
  const digits = (parts[2] ?? '').padEnd(3, '0')
  return Number(parts[1]) * 100 + Number(digits.slice(0, 2)) + (digits[2]! >= '5' ? 1 : 0)
}

const isSet = (flag: string | undefined) => flag !== undefined && !['0', '否', 'false', 'n', 'no'].includes(flag.toLowerCase())

/** What a file may change of a drug. */
const CHANGING = ['name', 'pinyin', 'form', 'specification', 'packUnit', 'priceFen', 'manufacturer', 'approvalNumber', 'controlled', 'enabled'] as const satisfies (keyof NewDrug)[]

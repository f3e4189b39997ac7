import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { inTransaction } from '@hospital/subgraph/transaction'
import { institution } from '../../tables/directory.ts'
import type { InstitutionRow } from '../institution.ts'
import { announceChange } from './announcement.ts'
import { idOf, invalid, matchingText, optionalText, requiredText, said, wholeNumber } from '@hospital/subgraph/fields'
import type { CreateInstitutionInput, UpdateInstitutionInput } from './inputs.types.ts'
import { changeRecord, lockDirectory } from './record.ts'
import { requireParent } from './tree.ts'

const PHONE = /^[\d\-+()（） ]{5,30}$/
const FENCE_METERS = 500

/** Adds an institution. Refuses INVALID_INPUT. */
export function createInstitution(ctx: Context, input: CreateInstitutionInput): Promise<InstitutionRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const fields = fieldsOf(input)
    await requireParent(tx, institution, fields.parentId)
    const [row] = await tx.db.insert(institution).values({ kind: 'BRANCH', enabled: true, fenceMeters: FENCE_METERS, sortOrder: 1_000, ...fields, name: fields.name! }).returning()
    await audit(tx, 'institution.create', { subjectType: 'Institution', subjectId: row!.id, after: fields })
    await announceChange(tx, 'Institution', [row!.id])
    return row!
  })
}

/** Changes an institution. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT, TREE_LOOP. */
export function updateInstitution(ctx: Context, input: UpdateInstitutionInput): Promise<InstitutionRow> {
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx)
    const fields = fieldsOf(input)
    await requireParent(tx, institution, fields.parentId, input.id)
    const row = await changeRecord(tx, 'Institution', input, fields as never)
    await announceChange(tx, 'Institution', [row.id])
    return row
  })
}

function fieldsOf(input: Partial<CreateInstitutionInput>) {
  const { latitude, longitude } = input
  if ((latitude == null) !== (longitude == null)) throw invalid('latitude', '经度与纬度须同时填写。')
  if (latitude != null && (Math.abs(latitude) > 90 || Math.abs(longitude!) > 180)) throw invalid('latitude', '经纬度超出范围。')
  return said({
    name: requiredText('name', '机构名称', input.name, 60),
    kind: input.kind ?? undefined,
    parentId: idOf('parentId', input.parentId),
    licenceNumber: optionalText('licenceNumber', '执业许可证号', input.licenceNumber, 60),
    address: optionalText('address', '地址', input.address, 200),
    phone: matchingText('phone', '电话', input.phone, PHONE, '只能含数字与连接符。'),
    intro: optionalText('intro', '简介', input.intro, 5_000),
    latitude, longitude,
    fenceMeters: wholeNumber('fenceMeters', '签到范围（米）', input.fenceMeters, 50, 20_000),
    brandColor: matchingText('brandColor', '主题色', input.brandColor?.toLowerCase(), /^#[0-9a-f]{6}$/, '须为 #rrggbb 形式。'),
    sortOrder: wholeNumber('sortOrder', '排序', input.sortOrder, 0, 100_000),
  })
}

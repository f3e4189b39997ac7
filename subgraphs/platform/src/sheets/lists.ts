import { listAuditEntries, type AuditEntryRow } from '../audit/audit-entry.ts'
import type { AuditFilter } from '../audit/audit-entry.types.ts'
import type { PlatformContext } from '../context.ts'
import { departmentOf, departmentsOfPractitioner, listDepartments, type DepartmentRow } from '../directory/department.ts'
import type { DepartmentFilter } from '../directory/department.types.ts'
import { institutionOf, listInstitutions, type InstitutionRow } from '../directory/institution.ts'
import type { InstitutionFilter } from '../directory/institution.types.ts'
import { listPractitioners, type PractitionerRow } from '../directory/practitioner.ts'
import type { PractitionerFilter } from '../directory/practitioner.types.ts'
import { listFeedback, repliesOf, type FeedbackRow } from '../help/feedback.ts'
import type { FeedbackFilter } from '../help/feedback.types.ts'
import { handlersById } from '../help/handling.ts'
import { listQrCodes, type QrCodeRow } from '../qr/qr-code.ts'
import type { QrCodeFilter } from '../qr/qr-code.types.ts'
import { countsOfCodes, type CountOfCode } from '../qr/statistics.ts'
import { titlesOf, type QrTitle } from '../qr/titles.ts'
import { listDeliveries, type DeliveryRow } from '../messages/delivery.ts'
import type { SentMessageFilter } from '../messages/delivery.types.ts'
import { messageFigures, wordFor, type MessageFigures } from '../messages/statistics.ts'
import type { MessageStatisticsFilter } from '../messages/statistics.types.ts'
import { declarationOfNotice } from '@hospital/events/notices'
import type { ExportList } from '@hospital/sheets/export'
import type { Page } from '@hospital/subgraph/paging'

const IN_SERVICE = (enabled: boolean) => (enabled ? '启用' : '停用')

/** The same page with what its rows are shown with beside them. */
async function beside<Row, More>(page: Page<Row>, more: (row: Row) => Promise<More>): Promise<Page<Row & More>> {
  return { ...page, nodes: await Promise.all(page.nodes.map(async (row) => ({ ...row, ...(await more(row)) }))) }
}

type Named = { institution: string | null }

export const institutions: ExportList<PlatformContext, InstitutionRow & { parent: string | null }, InstitutionFilter> = {
  columns: [
    { key: 'name', title: '机构', width: 28, value: ({ name }) => name },
    { key: 'kind', title: '类型', value: ({ kind }) => (kind === 'MAIN' ? '总院' : '院区') },
    { key: 'parent', title: '上级机构', width: 28, value: ({ parent }) => parent },
    { key: 'licence', title: '执业许可证号', width: 24, value: ({ licenceNumber }) => licenceNumber },
    { key: 'address', title: '地址', width: 40, value: ({ address }) => address },
    { key: 'phone', title: '电话', value: ({ phone }) => phone },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
  ],
  async page(ctx, _page, filter) {
    const nodes = await listInstitutions(ctx, filter)
    const page: Page<InstitutionRow> = { nodes, cursors: nodes.map(({ id }) => id), hasNextPage: false, count: async () => nodes.length }
    return beside(page, async ({ parentId }) => ({ parent: parentId ? ((await institutionOf(ctx, parentId))?.name ?? null) : null }))
  },
}

export const departments: ExportList<PlatformContext, DepartmentRow & Named & { parent: string | null }, DepartmentFilter> = {
  columns: [
    { key: 'name', title: '科室', width: 24, value: ({ name }) => name },
    { key: 'code', title: '编码', value: ({ code }) => code },
    { key: 'subject', title: '诊疗科目', value: ({ subjectCode }) => subjectCode },
    { key: 'parent', title: '上级科室', width: 24, value: ({ parent }) => parent },
    { key: 'institution', title: '所属机构', width: 28, value: ({ institution }) => institution },
    { key: 'location', title: '位置', width: 28, value: ({ location }) => location },
    { key: 'order', title: '排序', width: 8, value: ({ sortOrder }) => sortOrder },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
  ],
  page: async (ctx, page, filter) => beside(await listDepartments(ctx, page, filter), async ({ institutionId, parentId }) => ({
    institution: (await institutionOf(ctx, institutionId))?.name ?? null, parent: parentId ? ((await departmentOf(ctx, parentId))?.name ?? null) : null,
  })),
}

const ROLES = { DOCTOR: '医生', NURSE: '护士', PHARMACIST: '药师' }
const STANDINGS = { APPROVED: '已审核', PENDING: '待审核', REFUSED: '未通过' }

export const practitioners: ExportList<PlatformContext, PractitionerRow & Named & { departments: string }, PractitionerFilter> = {
  columns: [
    { key: 'name', title: '姓名', value: ({ name }) => name },
    { key: 'number', title: '工号', value: ({ staffNumber }) => staffNumber },
    { key: 'role', title: '类别', width: 8, value: ({ role }) => ROLES[role] },
    { key: 'title', title: '职称', value: ({ title }) => title },
    { key: 'departments', title: '科室', width: 30, value: (row) => row.departments },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'licence', title: '执业证号', width: 24, value: ({ licenceNumber }) => licenceNumber },
    { key: 'standing', title: '资质', width: 10, value: ({ standing }) => STANDINGS[standing] },
    { key: 'priority', title: '优先级', width: 8, value: ({ priority }) => priority },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
  ],
  page: async (ctx, page, filter) => beside(await listPractitioners(ctx, page, filter), async ({ id, institutionId }) => ({
    institution: (await institutionOf(ctx, institutionId))?.name ?? null, departments: (await departmentsOfPractitioner(ctx, id)).map(({ name }) => name).join('、'),
  })),
}

const FEEDBACK_KINDS = { OPINION: '意见建议', PROBLEM: '使用问题', COMPLAINT: '投诉' }
const FEEDBACK_STATES = { OPEN: '待处理', IN_PROGRESS: '处理中', HANDED_OVER: '客服处理中', ANSWERED: '已答复', CLOSED: '已关闭', REOPENED: '再次反馈' }

type AskedFeedback = Omit<FeedbackFilter, 'from' | 'to'> & { from?: string; to?: string }

export const feedback: ExportList<PlatformContext, FeedbackRow & Named & { assignee: string | null; lastReply: string | null }, AskedFeedback> = {
  columns: [
    { key: 'number', title: '编号', width: 18, value: ({ number }) => number },
    { key: 'kind', title: '类型', value: ({ kind }) => FEEDBACK_KINDS[kind] },
    { key: 'status', title: '状态', value: ({ status }) => FEEDBACK_STATES[status] },
    { key: 'author', title: '来源', value: ({ authorKind }) => (authorKind === 'PATIENT' ? '患者端' : '医护端') },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'content', title: '内容', width: 60, value: ({ content }) => content },
    { key: 'reply', title: '最近答复', width: 60, value: ({ lastReply }) => lastReply },
    { key: 'assignee', title: '处理人', value: ({ assignee }) => assignee },
    { key: 'submittedAt', title: '提交时间', width: 20, value: ({ submittedAt }) => submittedAt },
    { key: 'answeredAt', title: '答复时间', width: 20, value: ({ answeredAt }) => answeredAt },
  ],
  async page(ctx, asked, { from, to, ...filter }) {
    const page = await listFeedback(ctx, asked, { ...filter, from: from ? new Date(from) : null, to: to ? new Date(to) : null })
    const [handlers, replies] = await Promise.all([handlersById(ctx, page.nodes.flatMap(({ assigneeId }) => assigneeId ?? [])), repliesOf(ctx, page.nodes.map(({ id }) => id))])
    return beside(page, async ({ id, institutionId, assigneeId }) => ({
      institution: (await institutionOf(ctx, institutionId))?.name ?? null, assignee: assigneeId ? (handlers.get(assigneeId)?.name ?? null) : null,
      lastReply: replies.get(id)?.findLast(({ side }) => side === 'HOUSE')?.body ?? null,
    }))
  },
}

type AskedAudit = Omit<AuditFilter, 'from' | 'to'> & { from?: string; to?: string }

export const audit: ExportList<PlatformContext, AuditEntryRow, AskedAudit> = {
  columns: [
    { key: 'at', title: '时间', width: 20, value: ({ at }) => at },
    { key: 'actor', title: '操作人', value: ({ actorName, actorKind }) => actorName ?? actorKind },
    { key: 'action', title: '操作', width: 24, value: ({ action }) => action },
    { key: 'subject', title: '对象', width: 28, value: ({ subjectType, subjectLabel, subjectId }) => [subjectType, subjectLabel ?? subjectId].filter(Boolean).join(' ') },
    { key: 'before', title: '变更前', width: 40, value: ({ before }) => before && JSON.stringify(before) },
    { key: 'after', title: '变更后', width: 40, value: ({ after }) => after && JSON.stringify(after) },
    { key: 'ip', title: '来源地址', value: ({ ip }) => ip },
    { key: 'agent', title: '终端', width: 40, value: ({ userAgent }) => userAgent },
    { key: 'request', title: '请求编号', width: 38, value: ({ requestId }) => requestId },
    { key: 'sequence', title: '序号', width: 10, value: ({ sequence }) => sequence },
  ],
  page: (ctx, page, { from, to, ...filter }) => listAuditEntries(ctx, page, { ...filter, from: from ? new Date(from) : null, to: to ? new Date(to) : null }),
}

const CHANNELS = { LINK: '自有链接', WECHAT_PERMANENT: '公众号永久码', WECHAT_TEMPORARY: '公众号临时码' }
const TARGETS = { DOCTOR: '医生', DEPARTMENT: '科室', ACCOUNT: '公众号' }

export const qrCodes: ExportList<PlatformContext, QrCodeRow & QrTitle & CountOfCode, QrCodeFilter> = {
  columns: [
    { key: 'name', title: '名称', value: ({ name }) => name },
    { key: 'target', title: '对象', width: 10, value: ({ target }) => TARGETS[target] },
    { key: 'department', title: '科室', width: 24, value: ({ department }) => department },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'channel', title: '渠道', value: ({ channel }) => CHANNELS[channel] },
    { key: 'campaign', title: '活动', width: 24, value: ({ campaign }) => campaign },
    { key: 'scans', title: '扫码次数', width: 10, value: ({ scans }) => scans },
    { key: 'visitors', title: '扫码人数', width: 10, value: ({ visitors }) => visitors },
    { key: 'newFollowers', title: '新增关注', width: 10, value: ({ newFollowers }) => newFollowers },
    { key: 'lastAt', title: '最近扫码', width: 20, value: ({ lastAt }) => lastAt },
    { key: 'createdAt', title: '生成时间', width: 20, value: ({ createdAt }) => createdAt },
    { key: 'expiresAt', title: '有效至', width: 20, value: ({ expiresAt }) => expiresAt },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
    { key: 'url', title: '链接', width: 48, value: ({ url }) => url },
  ],
  async page(ctx, page, filter) {
    const found = await listQrCodes(ctx, page, filter)
    const [titles, counts] = [await titlesOf(ctx, found.nodes), await countsOfCodes(ctx, found.nodes.map(({ id }) => id))]
    return { ...found, nodes: found.nodes.map((row) => ({ ...row, ...titles.get(row.id)!, ...counts.get(row.id)! })) }
  },
}

const STATUS_WORDS: Record<string, string> = { QUEUED: '待发送', SENT: '已发送', DELIVERED: '已送达', FAILED: '发送失败' }

/** Whom it went to stays a number: names and phones are read where they are kept. */
export const messages: ExportList<PlatformContext, DeliveryRow, SentMessageFilter> = {
  columns: [
    { key: 'at', title: '时间', width: 20, value: ({ at }) => at },
    { key: 'event', title: '业务', value: ({ event, title }) => declarationOfNotice(event)?.label ?? title },
    { key: 'channel', title: '渠道', value: ({ channel }) => wordFor('channel', channel) },
    { key: 'recipient', title: '收件人编号', width: 38, value: ({ recipientId }) => recipientId },
    { key: 'terminal', title: '终端', value: ({ terminal }) => wordFor('terminal', terminal) },
    { key: 'status', title: '状态', value: ({ status }) => STATUS_WORDS[status] },
    { key: 'body', title: '内容', width: 60, value: ({ body }) => body },
    { key: 'attempts', title: '次数', width: 8, value: ({ attempts }) => attempts },
    { key: 'code', title: '服务商答复', width: 30, value: ({ code }) => code },
    { key: 'ended', title: '送达或失败时间', width: 20, value: ({ endedAt }) => endedAt },
  ],
  page: (ctx, page, { from, to, ...filter }) => listDeliveries(ctx, page, { ...filter, from: from ? new Date(from) : null, to: to ? new Date(to) : null }),
}

export const messageStatistics: ExportList<PlatformContext, MessageFigures, MessageStatisticsFilter> = {
  columns: [
    { key: 'day', title: '日期', width: 14, value: ({ day }) => day },
    { key: 'event', title: '业务', width: 20, value: ({ event }) => wordFor('event', event) },
    { key: 'channel', title: '渠道', value: ({ channel }) => wordFor('channel', channel) },
    { key: 'terminal', title: '终端', value: ({ terminal }) => wordFor('terminal', terminal) },
    { key: 'total', title: '总数', value: ({ queued, sent, delivered, failed }) => queued + sent + delivered + failed },
    { key: 'queued', title: '待发送', value: ({ queued }) => queued },
    { key: 'sent', title: '已发送', value: ({ sent }) => sent },
    { key: 'delivered', title: '已送达', value: ({ delivered }) => delivered },
    { key: 'failed', title: '发送失败', value: ({ failed }) => failed },
  ],
  async page(ctx, _page, filter) {
    const nodes = await messageFigures(ctx, filter)
    return { nodes, cursors: nodes.map((_, at) => String(at)), hasNextPage: false, count: async () => nodes.length }
  },
}

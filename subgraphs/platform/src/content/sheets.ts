import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import type { ExportList } from '@hospital/sheets/export'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { listArticles, shownNow, type ArticleRow } from './article.ts'
import type { ArticleFilter } from './article.types.ts'
import { listBanners, type BannerRow } from './banner.ts'
import type { BannerFilter } from './banner.types.ts'
import { categoryOf } from './category.ts'
import { totalsOf, type Totals } from './hits.ts'
import type { ArticleKind, BannerPosition } from './words.ts'

const KINDS: Record<ArticleKind, string> = { NEWS: '健康资讯', KNOWLEDGE: '健康知识', LECTURE: '健康讲座' }
const POSITIONS: Record<BannerPosition, string> = { HOME_TOP: '首页顶部', HOME_MIDDLE: '首页中部', ARTICLES_TOP: '健康资讯顶部', SITE_TOP: '微官网顶部' }

const terminalsWord = (terminals: readonly Terminal[]) => (terminals.length ? terminals.map((one) => TERMINALS[one]).join('、') : '全部终端')

/** As the list of the console says it. */
function stateWord(row: ArticleRow, now: Date): string {
  if (row.status !== 'PUBLISHED') return row.status === 'DRAFT' ? '草稿' : '已撤下'
  if (shownNow(row, now)) return '已发布'
  return row.unpublishAt && row.unpublishAt <= now ? '已到期' : '定时发布'
}

/** Without the text itself: a cell would not hold it. */
export const articles: ExportList<PlatformContext, ArticleRow & Pick<Totals, 'readings'> & { category: string | null; institution: string | null; state: string }, ArticleFilter> = {
  columns: [
    { key: 'title', title: '标题', width: 40, value: ({ title }) => title },
    { key: 'kind', title: '类型', value: ({ kind }) => KINDS[kind] },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution ?? '全院' },
    { key: 'category', title: '分类', value: ({ category }) => category },
    { key: 'status', title: '状态', width: 10, value: ({ state }) => state },
    { key: 'author', title: '作者', value: ({ author }) => author },
    { key: 'source', title: '来源', width: 24, value: ({ source }) => source },
    { key: 'summary', title: '摘要', width: 48, value: ({ summary }) => summary },
    { key: 'terminals', title: '终端', width: 28, value: ({ terminals }) => terminalsWord(terminals) },
    { key: 'publishAt', title: '发布时间', width: 20, value: ({ publishAt }) => publishAt },
    { key: 'unpublishAt', title: '下线时间', width: 20, value: ({ unpublishAt }) => unpublishAt },
    { key: 'readings', title: '阅读人次', width: 10, value: ({ readings }) => readings },
    { key: 'updatedAt', title: '最近修改', width: 20, value: ({ updatedAt }) => updatedAt },
  ],
  async page(ctx, asked, filter) {
    const page = await listArticles(ctx, asked, filter)
    const nodes = await Promise.all(page.nodes.map(async (row) => ({ ...row, ...(await totalsOf(ctx, row.id)), category: (await categoryOf(ctx, row.categoryId))?.name ?? null, institution: row.institutionId ? ((await institutionOf(ctx, row.institutionId))?.name ?? null) : null, state: stateWord(row, ctx.now()) })))
    return { ...page, nodes }
  },
}

export const banners: ExportList<PlatformContext, BannerRow & Totals & { institution: string | null }, BannerFilter> = {
  columns: [
    { key: 'title', title: '标题', width: 40, value: ({ title }) => title },
    { key: 'position', title: '运营位', value: ({ position }) => POSITIONS[position] },
    { key: 'institution', title: '机构', width: 28, value: ({ institution }) => institution },
    { key: 'terminals', title: '终端', width: 28, value: ({ terminals }) => terminalsWord(terminals) },
    { key: 'link', title: '链接', width: 40, value: ({ link }) => link },
    { key: 'fromAt', title: '开始时间', width: 20, value: ({ fromAt }) => fromAt },
    { key: 'untilAt', title: '结束时间', width: 20, value: ({ untilAt }) => untilAt },
    { key: 'order', title: '排序', width: 8, value: ({ sortOrder }) => sortOrder },
    { key: 'views', title: '展示', width: 10, value: ({ views }) => views },
    { key: 'clicks', title: '点击', width: 10, value: ({ clicks }) => clicks },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => (enabled ? '启用' : '停用') },
  ],
  async page(ctx, asked, filter) {
    const page = await listBanners(ctx, asked, filter)
    const nodes = await Promise.all(page.nodes.map(async (row) => ({ ...row, ...(await totalsOf(ctx, row.id)), institution: row.institutionId ? ((await institutionOf(ctx, row.institutionId))?.name ?? null) : '全院' })))
    return { ...page, nodes }
  },
}

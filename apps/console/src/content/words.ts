import { formatStamp } from '@hospital/web/format'
import type { Tone } from '@hospital/web/parts/tag'
import type { ArticleKind, ArticleRowFragment, BannerPosition, SitePageKey, Terminal } from '@/graphql/graphql'

export const positionWords: Record<BannerPosition, string> = { HOME_TOP: '首页顶部', HOME_MIDDLE: '首页中部', ARTICLES_TOP: '健康资讯顶部', SITE_TOP: '微官网顶部' }
export const kindWords: Record<ArticleKind, string> = { NEWS: '健康资讯', KNOWLEDGE: '健康知识', LECTURE: '健康讲座' }
export const terminalWords: Record<Terminal, string> = { H5: '手机网页（H5）', WECHAT_OA: '微信公众号', WECHAT_MINI: '微信小程序', ALIPAY_MINI: '支付宝小程序' }
export const sitePageWords: Record<SitePageKey, string> = { ABOUT: '医院介绍', PROCESS: '就医流程' }

export const optionsOf = <Key extends string>(words: Record<Key, string>) => (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }))

export const terminalsWord = (terminals: readonly Terminal[]) => (terminals.length ? terminals.map((one) => terminalWords[one]).join('、') : '全部终端')

export const spanWord = (from?: string | null, until?: string | null) => (from || until ? `${from ? formatStamp(from).slice(0, 16) : '即日'} 至 ${until ? formatStamp(until).slice(0, 16) : '长期'}` : '长期')

/** A published article that readers do not see waits for its time, or is past it. */
export function stateOf({ status, shown, unpublishAt }: ArticleRowFragment, now: Date): { word: string; tone: Tone } {
  if (status === 'DRAFT') return { word: '草稿', tone: 'neutral' }
  if (status === 'WITHDRAWN') return { word: '已撤下', tone: 'neutral' }
  if (shown) return { word: '已发布', tone: 'success' }
  return unpublishAt && new Date(unpublishAt) <= now ? { word: '已到期', tone: 'neutral' } : { word: '定时发布', tone: 'info' }
}

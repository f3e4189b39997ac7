export const BANNER_POSITIONS = ['HOME_TOP', 'HOME_MIDDLE', 'ARTICLES_TOP', 'SITE_TOP'] as const
export type BannerPosition = (typeof BANNER_POSITIONS)[number]

export const ARTICLE_KINDS = ['NEWS', 'KNOWLEDGE', 'LECTURE'] as const
export type ArticleKind = (typeof ARTICLE_KINDS)[number]

export const HIT_KINDS = ['VIEW', 'CLICK', 'READ'] as const
export type HitKind = (typeof HIT_KINDS)[number]

export const SITE_PAGE_KEYS = ['ABOUT', 'PROCESS'] as const
export type SitePageKey = (typeof SITE_PAGE_KEYS)[number]

export const namesOf = <Name extends string>(names: readonly Name[]) => Object.fromEntries(names.map((name) => [name, name])) as { [N in Name]: N }

import type { ArticleKind } from '@/graphql/graphql'

export const articleKindWords: Record<ArticleKind, string> = { NEWS: '资讯', KNOWLEDGE: '健康知识', LECTURE: '讲座' }

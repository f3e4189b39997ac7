import { ArticleList } from '@/content/article-list'
import type { Renderer } from '../module-props'

export const Articles: Renderer<'ARTICLES'> = ({ settings: { title, most } }) => <ArticleList title={title} count={most} />

import { SearchLink } from '@/home/search-link'
import type { Renderer } from '../module-props'

export const Search: Renderer<'SEARCH'> = ({ settings }) => <SearchLink {...settings} />

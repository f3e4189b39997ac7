import { menuFor, type MenuEntry } from './menu.ts'

/** One line of the command search: a page, or a list looked through for what was typed. */
export interface Command {
  href: string
  word: string
  Icon: MenuEntry['Icon']
}

/** What a person may open that fits what was typed: pages by name or pinyin initials, then lists that can be looked through for it. */
export function commandsFor(permissions: readonly string[], typed: string): Command[] {
  const text = typed.trim()
  const entries = menuFor(permissions).flatMap((domain) => domain.entries)
  const pages = entries.filter(({ word, initials }) => word.includes(text) || initials.startsWith(text.toLowerCase()))
  if (text === '') return pages.map(pageOf)
  const lists = entries.flatMap(({ href, word, finds, Icon }) =>
    finds ? [{ href: `${href}?${new URLSearchParams({ [finds]: text })}`, word: `在${word}中查找「${text}」`, Icon }] : [],
  )
  return [...pages.map(pageOf), ...lists]
}

const pageOf = ({ href, word, Icon }: MenuEntry): Command => ({ href, word, Icon })

import type { StoredContent, StoredModule } from '@hospital/pages/content'

/** The same page with its modules arranged anew. */
const withModules = (content: StoredContent, modules: readonly StoredModule[]): StoredContent => ({ ...content, modules })

export const insertAt = (content: StoredContent, module: StoredModule, at: number) => withModules(content, content.modules.toSpliced(at, 0, module))

export const without = (content: StoredContent, id: string) => withModules(content, content.modules.filter((module) => module.id !== id))

export const withModule = (content: StoredContent, changed: StoredModule) => withModules(content, content.modules.map((module) => (module.id === changed.id ? changed : module)))

/** Moves a module to before what stands at `at` now; undefined where it stays where it is. */
export function moveBefore(content: StoredContent, id: string, at: number): StoredContent | undefined {
  const from = content.modules.findIndex((module) => module.id === id)
  if (from < 0 || at === from || at === from + 1 || at < 0 || at > content.modules.length) return undefined
  const rest = content.modules.toSpliced(from, 1)
  return withModules(content, rest.toSpliced(at > from ? at - 1 : at, 0, content.modules[from]!))
}

import type { SettingDeclaration } from './settings.ts'

/** The whole hospital, above every institution; all terminals. */
export const WHOLE = '*'

export interface Effective {
  value: unknown
  /** `OWN`: set right here. `INHERITED`: at `node`, above. `DEFAULT`: nowhere. */
  source: 'OWN' | 'INHERITED' | 'DEFAULT'
  node: string | null
}

/** What holds at the first node of a path that leads from a node up to the whole: the nearest value wins. */
export function effectiveAt({ default: otherwise }: Pick<SettingDeclaration, 'default'>, values: ReadonlyMap<string, unknown>, path: readonly string[]): Effective {
  const at = path.findIndex((node) => values.has(node))
  if (at < 0) return { value: otherwise, source: 'DEFAULT', node: null }
  return { value: values.get(path[at]!), source: at === 0 ? 'OWN' : 'INHERITED', node: path[at]! }
}

/** From an institution up to the whole hospital. A loop in the tree, which nobody should be able to make, ends there too. */
export function pathOf(parents: ReadonlyMap<string, string | null>, node: string): string[] {
  const path: string[] = []
  for (let at: string | null = node === WHOLE ? null : node; at !== null && !path.includes(at); at = parents.get(at) ?? null) path.push(at)
  return [...path, WHOLE]
}

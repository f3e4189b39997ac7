import { openEntries, type Entry } from './entry.ts'
import { defaultsOf, type Raw, type Values } from './field.ts'
import { fits, pageKindOf, STYLE, type PageKind, type PageSettings, type Style } from './kinds.ts'
import { DISPLAY } from './module.ts'
import { isModuleKind, moduleOf, type ModuleKind } from './modules.ts'
import { problemsIn, withDefaults } from './values.ts'

/** A module as it is stored: of a kind and with settings that a registry may no longer know. */
export interface StoredModule {
  id: string
  kind: string
  settings: Raw
  display?: Raw | null
}

/** A page as it is stored. */
export interface StoredContent {
  style: Raw
  settings: Raw
  modules: readonly StoredModule[]
}

export interface PageModule {
  id: string
  kind: ModuleKind
  settings: Raw
  display: Values<typeof DISPLAY>
}

/** A page that was read: every value is there and may be shown. */
export interface PageContent<Kind extends PageKind = PageKind> {
  style: Style
  settings: PageSettings<Kind>
  modules: readonly PageModule[]
}

export interface PageProblem {
  /** Null: the page as a whole. */
  moduleId: string | null
  field: string | null
  message: string
}

export const MOST_MODULES = 30
const MOST_BYTES = 60_000

/** All that is wrong with a page, in words. What has none may be saved and published. */
export function problemsOf(kind: PageKind, content: StoredContent): PageProblem[] {
  const whole = (field: string | null, message: string): PageProblem => ({ moduleId: null, field, message })
  if (JSON.stringify(content).length > MOST_BYTES) return [whole(null, '页面内容过多，请精简')]
  if (content.modules.length > MOST_MODULES) return [whole(null, `一个页面最多 ${MOST_MODULES} 个模块`)]
  const ids = new Set(content.modules.map(({ id }) => id))
  return [
    ...told(null, problemsIn(STYLE, content.style)), ...told(null, problemsIn(pageKindOf(kind).fields, content.settings)),
    ...(ids.size < content.modules.length ? [whole(null, '有两个模块的编号相同')] : []),
    ...content.modules.flatMap((module) => problemsOfModule(kind, module)),
  ]
}

const told = (moduleId: string | null, problems: Record<string, string>): PageProblem[] => Object.entries(problems).map(([field, message]) => ({ moduleId, field, message }))

function problemsOfModule(page: PageKind, { id, kind, settings, display }: StoredModule): PageProblem[] {
  const only = (message: string) => [{ moduleId: id, field: null, message }]
  if (!/^[\w-]{1,40}$/.test(id)) return only('模块编号有误')
  if (!isModuleKind(kind)) return only('没有这种模块，可能是其他版本留下的，请移除')
  if (!fits(page, kind)) return only(`“${moduleOf(kind).label}”不能放在${pageKindOf(page).label}`)
  return told(id, { ...problemsIn(moduleOf(kind).fields, settings), ...problemsIn(DISPLAY, display ?? {}) })
}

/** A page as it may be shown: whatever is unknown or broken is left out, and told. */
export function readContent<Kind extends PageKind>(kind: Kind, stored: StoredContent): { content: PageContent<Kind>; problems: PageProblem[] } {
  const problems = problemsOf(kind, stored)
  const broken = new Set(problems.map(({ moduleId }) => moduleId))
  const sound = (fields: Parameters<typeof problemsIn>[0], values: Raw) => withDefaults(fields, Object.fromEntries(Object.entries(values).filter(([key]) => !(key in problemsIn(fields, values)))))
  const modules = stored.modules.filter((module): module is StoredModule & { kind: ModuleKind } => !broken.has(module.id) && isModuleKind(module.kind)).slice(0, MOST_MODULES)
    .map(({ id, kind: of, settings, display }) => ({ id, kind: of, settings: withDefaults(moduleOf(of).fields, settings), display: withDefaults(DISPLAY, display ?? {}) as PageModule['display'] }))
  return { content: { style: sound(STYLE, stored.style) as Style, settings: sound(pageKindOf(kind).fields, stored.settings) as PageSettings<Kind>, modules }, problems }
}

/** Without what belongs to a business that is closed: whole modules, single entries, and a grid that has none left. */
export function shownContent<Kind extends PageKind>(content: PageContent<Kind>, closed: ReadonlySet<string>): PageContent<Kind> {
  const open = content.modules.filter(({ kind }) => !closed.has(moduleOf(kind).business ?? ''))
  return { ...content, modules: open.map((module) => withOpenEntries(module, closed)).filter((module) => module !== undefined) }
}

function withOpenEntries(module: PageModule, closed: ReadonlySet<string>): PageModule | undefined {
  const lists = Object.entries(moduleOf(module.kind).fields).filter(([, { kind }]) => kind === 'ENTRIES').map(([key]) => key)
  const entries = lists.map((key) => [key, openEntries(module.settings[key] as readonly Entry[], closed)] as const)
  if (entries.length > 0 && entries.every(([, left]) => left.length === 0)) return undefined
  return { ...module, settings: { ...module.settings, ...Object.fromEntries(entries) } }
}

/** The pictures that a page shows. */
export function imagesOf({ modules }: StoredContent): string[] {
  return modules.flatMap(({ kind, settings }) => (isModuleKind(kind) ? Object.entries(moduleOf(kind).fields).filter(([, field]) => field.kind === 'IMAGE').map(([key]) => settings[key]) : []))
    .filter((id): id is string => typeof id === 'string' && id !== '')
}

/** A module of a kind as it comes out of the palette. */
export const newModule = (kind: ModuleKind, id: string): StoredModule => ({ id, kind, settings: defaultsOf(moduleOf(kind).fields), display: { audience: 'ALL', elder: moduleOf(kind).elder ?? true } })

/** Content that came as JSON, if it has the shape of a page at all. */
export function asContent(value: unknown): StoredContent | undefined {
  const { style, settings, modules } = (value ?? {}) as Record<string, unknown>
  if (!isRecord(style) || !isRecord(settings) || !Array.isArray(modules)) return undefined
  const whole = modules.every((module) => isRecord(module) && typeof module.id === 'string' && typeof module.kind === 'string' && isRecord(module.settings) && (module.display == null || isRecord(module.display)))
  return whole ? { style, settings, modules: modules as StoredModule[] } : undefined
}

const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)


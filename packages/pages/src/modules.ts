import type { Values } from './field.ts'
import type { ModuleDeclaration } from './module.ts'
import { articles } from './modules/articles.ts'
import { banner } from './modules/banner.ts'
import { bills } from './modules/bills.ts'
import { charges } from './modules/charges.ts'
import { consultations } from './modules/consultations.ts'
import { doctors } from './modules/doctors.ts'
import { grid } from './modules/grid.ts'
import { homecare } from './modules/homecare.ts'
import { image } from './modules/image.ts'
import { line } from './modules/line.ts'
import { links } from './modules/links.ts'
import { notice } from './modules/notice.ts'
import { orders } from './modules/orders.ts'
import { person } from './modules/person.ts'
import { persons } from './modules/persons.ts'
import { phone } from './modules/phone.ts'
import { queue } from './modules/queue.ts'
import { search } from './modules/search.ts'
import { stay } from './modules/stay.ts'
import { today } from './modules/today.ts'
import { todos } from './modules/todos.ts'

/** Every kind of module, in the palette's order. */
export const MODULES = {
  PERSON: person, SEARCH: search, GRID: grid, LINKS: links, TODOS: todos,
  DOCTORS: doctors, TODAY: today, QUEUE: queue, BILLS: bills, STAY: stay, CHARGES: charges, CONSULTATIONS: consultations, HOMECARE: homecare, PERSONS: persons, ORDERS: orders,
  NOTICE: notice, LINE: line, IMAGE: image, BANNER: banner, ARTICLES: articles, PHONE: phone,
} as const satisfies Record<string, ModuleDeclaration>

export type ModuleKind = keyof typeof MODULES

export type SettingsOf<Kind extends ModuleKind> = Values<(typeof MODULES)[Kind]['fields']>

export const isModuleKind = (kind: unknown): kind is ModuleKind => typeof kind === 'string' && Object.hasOwn(MODULES, kind)

export const moduleOf = (kind: ModuleKind): ModuleDeclaration => MODULES[kind]

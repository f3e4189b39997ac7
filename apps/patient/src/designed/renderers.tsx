import type { ModuleKind } from '@hospital/pages/modules'
import type { Renderer } from './module-props'
import { Articles } from './modules/articles'
import { Banner } from './modules/banner'
import { Bills } from './modules/bills'
import { Charges } from './modules/charges'
import { Consultations } from './modules/consultations'
import { Doctors } from './modules/doctors'
import { Grid } from './modules/grid'
import { Homecare } from './modules/homecare'
import { Image } from './modules/image'
import { Line } from './modules/line'
import { Links } from './modules/links'
import { Notice } from './modules/notice'
import { Orders } from './modules/orders'
import { Person } from './modules/person'
import { Persons } from './modules/persons'
import { Phone } from './modules/phone'
import { Queue } from './modules/queue'
import { Search } from './modules/search'
import { Stay } from './modules/stay'
import { Today } from './modules/today'
import { Todos } from './modules/todos'

/** How each kind of module looks here. */
export const RENDERERS: { readonly [Kind in ModuleKind]: Renderer<Kind> } = {
  PERSON: Person, SEARCH: Search, GRID: Grid, LINKS: Links, TODOS: Todos,
  DOCTORS: Doctors, TODAY: Today, QUEUE: Queue, BILLS: Bills, STAY: Stay, CHARGES: Charges, CONSULTATIONS: Consultations, HOMECARE: Homecare, PERSONS: Persons, ORDERS: Orders,
  NOTICE: Notice, LINE: Line, IMAGE: Image, BANNER: Banner, ARTICLES: Articles, PHONE: Phone,
}

import { pgSchema } from 'drizzle-orm/pg-core'
import { houseTables } from '@hospital/subgraph/trace'

export const platform = pgSchema('platform')

export const house = houseTables(platform)
export const { outbox, inbox, trace } = house

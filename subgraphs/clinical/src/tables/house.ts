import { pgSchema } from 'drizzle-orm/pg-core'
import { houseTables } from '@hospital/subgraph/trace'

export const clinical = pgSchema('clinical')

export const house = houseTables(clinical)
export const { outbox, inbox, trace } = house

import type { PersonalColumns } from '@hospital/subgraph/reseal'
import { message } from './tables.ts'

/** What the two sides of a conversation wrote. */
export const personal: readonly PersonalColumns[] = [{ table: message, open: ['text'] }]

import { federatedDatabase, federatedMemory } from './federated.ts'
import type { Row } from './row.ts'

export const ROWS: readonly Row[] = [federatedMemory, federatedDatabase]

import { booking } from './booking.ts'
import { workbooks } from './exports.ts'
import { fanOut } from './fan-out.ts'
import { federatedDatabase, federatedMemory } from './federated.ts'
import { hotSlot } from './hot-slot.ts'
import { income } from './income.ts'
import { lists } from './lists.ts'
import { messages } from './messages.ts'
import type { Row } from './row.ts'
import { search } from './search.ts'

export const ROWS: readonly Row[] = [federatedMemory, federatedDatabase, booking, hotSlot, fanOut, search, lists, messages, income, workbooks]

import type { PersonalColumns } from '@hospital/subgraph/reseal'
import { consultation } from './tables/consultation.ts'
import { appointment } from './tables/registration.ts'
import { formerReport, report } from './tables/reports.ts'

/** What people wrote in their own words: it may say anything, and is shown to both sides of the care alone. */
export const personal: readonly PersonalColumns[] = [
  { table: consultation, open: ['description', 'refusalReason'] },
  { table: report, sealed: ['content'] },
  { table: formerReport, sealed: ['content'] },
  { table: appointment, open: ['cancelReason'] },
]

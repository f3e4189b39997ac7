import type { PersonalColumns } from '@hospital/subgraph/reseal'
import { administrator, signInChallenge, staffAccount } from './tables/staff.ts'
import { practitioner } from './tables/directory.ts'
import { feedback, feedbackReply } from './tables/help.ts'

/** Where this subgraph keeps personal data. Names of doctors are public; those of administrators are for the log. */
export const personal: readonly PersonalColumns[] = [
  { table: staffAccount, sealed: ['totpSecretSealed'] },
  { table: signInChallenge, sealed: ['enrolmentSecretSealed'] },
  { table: practitioner, open: ['name', 'pinyin'] },
  { table: administrator, open: ['name'] },
  { table: feedback, sealed: ['contactSealed'], open: ['content'] },
  { table: feedbackReply, open: ['body'] },
]

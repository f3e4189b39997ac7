import type { Viewer } from '@hospital/access/viewer'

/** Whom an upload belongs to, as its receipt names them; others have no use for the receipt. */
export function fileOwner(viewer: Viewer): string | undefined {
  switch (viewer.kind) {
    case 'PATIENT': return `account:${viewer.accountId}`
    case 'PRACTITIONER': return `practitioner:${viewer.practitionerId}`
    case 'ADMINISTRATOR': return `administrator:${viewer.administratorId}`
    default: return undefined
  }
}

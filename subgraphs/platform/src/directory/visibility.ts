import type { Viewer } from '@hospital/access/viewer'

/**
 * The directory is public, and old appointments go on naming a department that is closed: so single rows are seen by all. Lists
 * show what is in service; those who run the platform may ask for the rest.
 */
export function enabledFilter(viewer: Viewer, asked: boolean | null | undefined): boolean | undefined {
  return viewer.kind === 'ADMINISTRATOR' || viewer.kind === 'SERVICE' ? (asked ?? undefined) : true
}

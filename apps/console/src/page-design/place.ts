import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import { isPageKind, type PageKind } from '@hospital/pages/kinds'

/** Which page is designed for whom. */
export interface DesignPlace {
  kind: PageKind
  institutionId: string | null
  terminal: Terminal | null
}

export function designPath({ kind, institutionId, terminal }: DesignPlace): string {
  return `/pages/design?${new URLSearchParams({ kind, ...(institutionId && { institution: institutionId }), ...(terminal && { terminal }) })}`
}

/** The place that an address names; undefined where it names none. */
export function placeIn({ kind, institution, terminal }: Record<string, string | undefined>): DesignPlace | undefined {
  if (!isPageKind(kind) || (terminal && !Object.hasOwn(TERMINALS, terminal))) return undefined
  return { kind, institutionId: institution ?? null, terminal: (terminal as Terminal | undefined) ?? null }
}

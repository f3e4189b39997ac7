import type { Resource } from './fhir.ts'

/** What goes into an operation and comes out of it. */
export interface Parameters extends Resource {
  resourceType: 'Parameters'
  parameter: { name: string; valueString?: string; valueInteger?: number; valueInstant?: string }[]
}

/** One of them by its name. Throws where it is missing. */
export function parameterOf<K extends 'valueString' | 'valueInteger' | 'valueInstant'>({ parameter }: Parameters, name: string, kind: K): NonNullable<Parameters['parameter'][number][K]> {
  const value = parameter.find((one) => one.name === name)?.[kind]
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
}

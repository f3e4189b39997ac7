import type { Resource } from './fhir.ts'

interface Parameter {
  name: string
  valueString?: string
  valueInteger?: number
  valueInstant?: string
}

/** What goes into an operation and comes out of it; a statement's lines have parts. */
export interface Parameters extends Resource {
  resourceType: 'Parameters'
  parameter: (Parameter & { part?: Parameter[] })[]
}

/** One of them by its name. Throws where it is missing. */
export function parameterOf<K extends 'valueString' | 'valueInteger' | 'valueInstant'>({ parameter }: Pick<Parameters, 'parameter'>, name: string, kind: K): NonNullable<Parameter[K]> {
  const value = parameter.find((one) => one.name === name)?.[kind]
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
}

export const parameters = (texts: Record<string, string>, amountFen: number): Parameters =>
  ({ resourceType: 'Parameters', parameter: [...Object.entries(texts).map(([name, valueString]) => ({ name, valueString })), { name: 'amountFen', valueInteger: amountFen }] })

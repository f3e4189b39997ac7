import { GraphQLError } from 'graphql'

/** What could not be answered as the schema promises, found while an answer is written. */
export interface Holes {
  count: number
  /** Where the writer is; followed only in a second writing, when the first has found a hole. */
  path?: (string | number)[]
  errors: GraphQLError[]
}

/** The text of a value; null: a null whose reason has been reported; undefined: a null where none may be, for the parent to take. */
export type Text = string | null | undefined

export type Writer = (value: unknown, holes: Holes) => Text

export function report(holes: Holes, message: (last: string | number | undefined) => string): void {
  holes.count++
  if (holes.path) holes.errors.push(new GraphQLError(message(holes.path.at(-1)), { path: [...holes.path], extensions: { code: 'INVALID_GRAPHQL' } }))
}

/** A place as error messages name it: a field of a type, or an element of a list. */
export type Place = (last: string | number | undefined) => string

export const fieldPlace = (type: string, key: string): Place => () => `field ${type}.${key}`

export const elementPlace = (type: string): Place => (index) => `array element of type ${type} at index ${index}`

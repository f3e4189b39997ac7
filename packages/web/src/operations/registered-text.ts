import { formatDocument } from '@urql/core'
import { parse, print, stripIgnoredCharacters } from 'graphql'

/** An operation as the gateway knows it: with the `__typename`s by which the browser's cache sees what a mutation has changed. */
export function registeredText(text: string): string {
  return stripIgnoredCharacters(print(formatDocument(parse(text, { noLocation: true }))))
}

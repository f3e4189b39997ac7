import type { ValidationRule } from 'graphql'
import { overLimit } from './over-limit.ts'

/** Refuses more than `most` aliases: with them one request could try a hundred passwords. */
export function aliasLimit(most: number): ValidationRule {
  return (context) => {
    let aliases = 0
    return {
      Field(field) {
        if (field.alias && ++aliases === most + 1) context.reportError(overLimit('aliases', most, [field]))
      },
    }
  }
}

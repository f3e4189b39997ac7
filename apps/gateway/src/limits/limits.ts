import type { ValidationRule } from 'graphql'
import { aliasLimit } from './alias-limit.ts'
import { depthLimit } from './depth-limit.ts'
import { keyAlias } from './key-alias.ts'
import { listSizeLimit } from './list-size-limit.ts'

/** What one operation may ask for, as validation rules: they hold for HTTP and for sockets. */
export function operationLimits(keyFields: ReadonlySet<string>): ValidationRule[] {
  return [depthLimit(12), aliasLimit(30), listSizeLimit({ items: 100, total: 5_000 }), keyAlias(keyFields)]
}

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** A file that says of what something was made, so that it is not made again as long as nothing of that has changed. */
export interface Mark {
  isSet(): boolean
  clear(): void
  set(): void
}

/** `of`: all that the made depends on, taken before it is made. */
export function markIn(file: string, of: string): Mark {
  return {
    isSet: () => existsSync(file) && readFileSync(file, 'utf8') === of,
    clear: () => rmSync(file, { force: true }),
    set: () => writeFileSync(file, of),
  }
}

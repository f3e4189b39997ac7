import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MADE = /\/(node_modules|\.next|\.data|dist|coverage|test|journeys)$|^apps\/\w+\/src\/graphql$/
const NO_SOURCE = /\.(tsbuildinfo|log)$|\.test\.tsx?$|\/next-env\.d\.ts$/

/** One hash over the sources in folders and files of the tree, without tests and without what is made of them, and over the version of Node. */
export function hashSources(root: string, parts: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of parts.flatMap((part) => (statSync(join(root, part)).isDirectory() ? sourcesIn(root, part) : [part]))) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

function sourcesIn(root: string, folder: string): string[] {
  if (MADE.test(folder)) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? sourcesIn(root, path) : entry.isFile() && !NO_SOURCE.test(path) ? [path] : []
    })
}

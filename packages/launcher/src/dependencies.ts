import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ALLOWED_LICENCES, READ_LICENCES, REASONS } from './dependency-reasons.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

type Versions = Record<string, string>
interface Manifest { name: string; dependencies?: Versions; devDependencies?: Versions; optionalDependencies?: Versions }
interface Lock { packages: Record<string, { version?: string; license?: string; link?: boolean; dev?: boolean; resolved?: string }> }

const read = <T>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as T

export interface DirectDependency {
  name: string
  versions: string[]
  licence: string
  reason: string | undefined
}

/** What our own manifests ask for, with the licence that the lock file knows. */
export function directDependencies(): DirectDependency[] {
  const versions = new Map<string, Set<string>>()
  for (const file of ['package.json', ...globSync('{apps,subgraphs,packages}/*/package.json', { cwd: root })]) {
    const { dependencies, devDependencies, optionalDependencies } = read<Manifest>(file)
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      if (!name.startsWith('@hospital/')) versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
  }
  const { packages } = read<Lock>('package-lock.json')
  const licenceOf = (name: string) => Object.entries(packages).find(([path]) => path.endsWith(`node_modules/${name}`))?.[1].license ?? READ_LICENCES[name] ?? 'unknown'
  return [...versions].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, found]) => ({ name, versions: [...found], licence: licenceOf(name), reason: REASONS[name] }))
}

/** Where the lock file has another version than the manifest beside it asks for. */
export function mismatches(): string[] {
  const { packages } = read<Lock>('package-lock.json')
  return globSync('{apps,subgraphs,packages}/*/package.json', { cwd: root }).flatMap((file) => {
    const folder = file.replace(/\/package\.json$/, '')
    const { dependencies, devDependencies } = read<Manifest>(file)
    return Object.entries({ ...dependencies, ...devDependencies }).flatMap(([name, wanted]) => {
      const installed = packages[`${folder}/node_modules/${name}`] ?? packages[`node_modules/${name}`]
      return installed?.link || installed?.version === wanted ? [] : [`${folder}: ${name} ${wanted}, installed ${installed?.version}`]
    })
  })
}

/** Everything in the lock file by licence, ours left out. */
export function licencesOfAll(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [path, { license, link }] of Object.entries(read<Lock>('package-lock.json').packages)) {
    const name = path.split('node_modules/').at(-1)!
    if (link || !path.includes('node_modules/') || name.startsWith('@hospital/')) continue
    const licence = license ?? READ_LICENCES[name] ?? 'unknown'
    found.set(licence, [...(found.get(licence) ?? []), name])
  }
  return found
}

/** Of alternatives one must be allowed, of what applies together all. */
export function isAllowed(licence: string): boolean {
  const bare = licence.replace(/^\((.*)\)$/, '$1')
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed)
  return bare.split(' AND ').every((one) => ALLOWED_LICENCES.has(one))
}

/** `docs/dependencies.md`. */
export function dependenciesPage(): string {
  const rows = directDependencies().map(({ name, versions, licence, reason }) => `| ${name} | ${versions.join(', ')} | ${licence} | ${reason ?? ''} |`)
  const all = [...licencesOfAll()].sort(([, one], [, other]) => other.length - one.length).map(([licence, names]) => `| ${licence} | ${names.length} |`)
  return [
    '# Dependencies', '',
    'Written by `npm run dependencies`; reasons and allowed licences stand in `packages/launcher/src/dependency-reasons.ts`, and a test holds them. `npm run sbom` writes the whole bill of materials.', '',
    '## Direct', '', '| package | version | licence | for |', '|---|---|---|---|', ...rows, '',
    '## Licences of all that is installed', '', '| licence | packages |', '|---|---|', ...all, '',
  ].join('\n')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(join(root, 'docs/dependencies.md'), dependenciesPage())

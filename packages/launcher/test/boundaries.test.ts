import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

interface Project {
  kind: 'apps' | 'subgraphs' | 'packages'
  folder: string
  name: string
  declared: string[]
}

const projects: Project[] = globSync('{apps,subgraphs,packages}/*/package.json', { cwd: root }).map((file) => {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as { name: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }
  const [kind, folder] = file.split('/') as [Project['kind'], string]
  return { kind, folder: join(kind, folder), name: manifest.name, declared: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }) }
})
const kindOf = new Map(projects.map(({ name, kind }) => [name, kind]))

/** The house's own packages that a project's sources import. */
function importsOf({ folder }: Project): { file: string; name: string }[] {
  return globSync('{src,test,journeys}/**/*.{ts,tsx,mts}', { cwd: join(root, folder) }).flatMap((file) =>
    [...readFileSync(join(root, folder, file), 'utf8').matchAll(/(?:from|import\(|import) ?'(@hospital\/[^/']+)/g)].map(([, name]) => ({ file: join(folder, file), name: name! })))
}

const allowed: Record<Project['kind'], (to: Project['kind'], from: Project) => boolean> = {
  // Only the gateway opens subgraphs; the other apps speak to the graph.
  apps: (to, { name }) => to === 'packages' || (to === 'subgraphs' && name === '@hospital/gateway'),
  subgraphs: (to) => to === 'packages',
  packages: (to) => to === 'packages',
}

test.each(projects.map((project) => [project.folder, project] as const))('%s imports only what the architecture allows, and declares it', (_, project) => {
  const wrong = importsOf(project).filter(({ name }) => name !== project.name && (!kindOf.has(name) || !allowed[project.kind](kindOf.get(name)!, project) || !project.declared.includes(name)))
  expect(wrong).toEqual([])
})

test('no package reaches itself through others', () => {
  const edges = new Map(projects.map((project) => [project.name, new Set(importsOf(project).map(({ name }) => name).filter((name) => name !== project.name))]))
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of edges.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to))
    return seen
  }
  expect(projects.map(({ name }) => name).filter((name) => reach(name).has(name))).toEqual([])
})

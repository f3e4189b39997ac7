import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from './tally.ts'

/** Type-checks every project. Those that only extend the base are one program, several times quicker than one each. */
export async function checkTypes(root: string): Promise<Tally> {
  const projects = ['packages', 'subgraphs', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`).filter((project) => existsSync(join(root, project, 'tsconfig.json'))),
  )
  const plain = projects.filter((project) => !readFileSync(join(root, project, 'tsconfig.json'), 'utf8').includes('compilerOptions'))
  const outputs = [await compile(root, writeCombined(root, plain))]
  for (const project of projects.filter((one) => !plain.includes(one))) outputs.push(await compile(root, join(root, project)))
  const errors = outputs.join('\n').split('\n').filter((line) => /error TS\d+/.test(line))
  if (errors.length > 0) console.log(errors.join('\n'))
  const broken = projects.filter((project) => errors.some((line) => line.startsWith(`${project}/`)))
  // an error outside every project, in a configuration say, must not pass unseen
  const failed = Math.max(broken.length, errors.length > 0 ? 1 : 0)
  return { kind: 'types', passed: projects.length - failed, failed }
}

function writeCombined(root: string, projects: string[]): string {
  const folder = join(root, '.nx')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'tsconfig.check.json')
  // journeys start the hospital with the launcher: they belong to its world, not to that of Next
  const include = [...projects.flatMap((project) => ['src', 'test', 'migrations'].map((part) => `../${project}/${part}`)), '../apps/*/journeys']
  writeFileSync(file, JSON.stringify({ extends: '../tsconfig.base.json', include }))
  return file
}

function compile(root: string, project: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', project], { cwd: root, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      const silent = error && !/error TS\d+/.test(stdout) ? `error TS0: tsc broke down: ${stderr || error.message}` : ''
      resolve(`${stdout}${silent}`)
    })
  })
}

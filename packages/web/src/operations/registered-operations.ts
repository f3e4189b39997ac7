import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printExecutableGraphQLDocument } from '@graphql-tools/documents'
import { Kind, parse, visit, type DefinitionNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql'
import { consoleRealm, doctorRealm, patientRealm } from '../realm.ts'
import { patientSteps, staffSteps } from '../session/sign-in-steps.ts'
import { operationId } from './operation-id.ts'
import { registeredText } from './registered-text.ts'

/** Id → text, as the gateway reads it. */
export type OperationsFile = Record<string, string>

const APPS = ['patient', 'doctor', 'console']

/** Operations that several apps send alike. */
const SHARED: Record<string, readonly string[]> = { patient: ['feedback'], doctor: ['feedback'] }

/** Where an app's operations stand, as patterns. */
export const operationFiles = (app: string): string[] => [`apps/${app}/src/**/*.graphql`, ...(SHARED[app] ?? []).map((folder) => `packages/web/src/${folder}/*.graphql`)]

/** Every file of `schema/operations` as it should be: one for each app, and one for what our own servers ask to sign people in. */
export function registeredOperations(root: string, apps: readonly string[] = APPS): Map<string, OperationsFile> {
  return new Map([...apps.map((app) => [`${app}.json`, ofApp(root, app)] as const), ['session.json', ofSessions()]])
}

/** Writes what has changed, so that a gateway that is running reads no half file without need. */
export function writeRegisteredOperations(root: string, apps?: readonly string[]): void {
  const folder = join(root, 'schema/operations')
  mkdirSync(folder, { recursive: true })
  for (const [name, operations] of registeredOperations(root, apps)) {
    const file = join(folder, name)
    const text = fileText(operations)
    if (readIfThere(file) !== text) writeFileSync(file, text)
  }
}

export const fileText = (operations: OperationsFile) => `${JSON.stringify(operations, null, 2)}\n`

function ofApp(root: string, app: string): OperationsFile {
  const files = globSync(operationFiles(app), { cwd: root }).sort()
  const definitions = files.flatMap((file) => parse(readFileSync(join(root, file), 'utf8'), { noLocation: true }).definitions)
  const fragments = new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]))
  const texts = definitions.filter(isOperation).map((operation) => registeredText(printExecutableGraphQLDocument({ kind: Kind.DOCUMENT, definitions: [operation, ...reached(operation, fragments)] })))
  return byId(texts)
}

function ofSessions(): OperationsFile {
  const realms = [patientRealm, doctorRealm, consoleRealm].flatMap(({ renew, signOut }) => [renew, signOut])
  return byId([...realms, ...Object.values({ ...patientSteps, ...staffSteps }).map(({ query }) => query)])
}

const byId = (texts: readonly string[]): OperationsFile => Object.fromEntries(texts.map((text) => [operationId(text), text]).sort())

/** The fragments that an operation spreads, and those that they spread. */
function reached(from: DefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, found = new Set<FragmentDefinitionNode>()): Set<FragmentDefinitionNode> {
  visit(from, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value)
      if (!fragment || found.has(fragment)) return
      found.add(fragment)
      reached(fragment, fragments, found)
    },
  })
  return found
}

const isFragment = (definition: DefinitionNode): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION
const isOperation = (definition: DefinitionNode): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The secrets of an installation, each 32 random bytes in base64url. */
export interface Keys {
  /** Signs access tokens and tickets. */
  sessionKey: string
  /** Signs the viewer that the gateway hands to subgraphs. */
  viewerKey: string
  /** Signs upload receipts and links to files. */
  fileKey: string
  /** Encrypts personal data at rest. */
  dataKey: string
  /** Keys the blind indexes by which encrypted values are looked up. */
  blindIndexKey: string
  /** Names the pair of data and blind index key above in what they made; `v1` unless told. */
  personalKeyId?: string
  /** Pairs that were, or will be, the active one, by their names: what they made stays readable and is found. */
  otherPersonalKeys?: Record<string, PersonalKeys>
}

export type PersonalKeys = Pick<Keys, 'dataKey' | 'blindIndexKey'>

export type KeysFile = Keys & { databasePassword: string; demonstration: boolean }

const NAMES = ['sessionKey', 'viewerKey', 'fileKey', 'dataKey', 'blindIndexKey', 'databasePassword'] as const

/** Reads the keys, making a demonstration set (mode 600) where there is none. Production brings its own and takes no demonstration keys. */
export function loadKeys(file: string, production = process.env.NODE_ENV === 'production'): KeysFile {
  const keys = readKeys(file) ?? (production ? undefined : makeKeys(file))
  if (!keys) throw new Error(`No keys at ${file}: production needs a keys file of its own`)
  if (production && keys.demonstration !== false) throw new Error(`${file} holds demonstration keys: production refuses to start with them`)
  const missing: string[] = NAMES.filter((name) => isShort(keys[name]))
  for (const [id, pair] of Object.entries(keys.otherPersonalKeys ?? {})) if (isShort(pair.dataKey) || isShort(pair.blindIndexKey)) missing.push(`otherPersonalKeys.${id}`)
  if (missing.length) throw new Error(`${file}: missing or shorter than 32 bytes: ${missing.join(', ')}`)
  return keys
}

const isShort = (key: string | undefined) => Buffer.from(key ?? '', 'base64url').length < 32

function readKeys(file: string): KeysFile | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KeysFile
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function makeKeys(file: string): KeysFile {
  const keys = Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('base64url')]))
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, JSON.stringify({ demonstration: true, ...keys }, null, 2), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process of the same first start was quicker: its keys are the ones.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readKeys(file)!
}

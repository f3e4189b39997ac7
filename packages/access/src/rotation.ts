import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import type { KeysFile } from './keys.ts'
import { activeKeyId } from './personal-data.ts'

const numberOf = (id: string) => Number(id.slice(1))

/** The key made after the active one, which every process must know before any writes with it. */
export const comingKeyId = (keys: KeysFile): string | undefined =>
  Object.keys(keys.otherPersonalKeys ?? {}).find((id) => numberOf(id) > numberOf(activeKeyId(keys)))

/** Keys of before, kept for what they still hold. */
export const formerKeyIds = (keys: KeysFile): string[] =>
  Object.keys(keys.otherPersonalKeys ?? {}).filter((id) => numberOf(id) < numberOf(activeKeyId(keys)))

/** First step: a new pair that is known and not yet used. */
export function announceKey(keys: KeysFile): KeysFile {
  const id = `v${numberOf(activeKeyId(keys)) + 1}`
  const key = () => randomBytes(32).toString('base64url')
  return { ...keys, otherPersonalKeys: { ...keys.otherPersonalKeys, [id]: { dataKey: key(), blindIndexKey: key() } } }
}

/** Second step: the announced pair becomes the active one, the active one a former one. */
export function activateKey(keys: KeysFile): KeysFile {
  const coming = comingKeyId(keys)
  if (!coming) throw new Error('No key has been announced')
  const { [coming]: pair, ...others } = keys.otherPersonalKeys!
  return { ...keys, ...pair!, personalKeyId: coming, otherPersonalKeys: { ...others, [activeKeyId(keys)]: { dataKey: keys.dataKey, blindIndexKey: keys.blindIndexKey } } }
}

/** Last step: former keys go. Only when nothing needs them any more: what they hold could never be read again. */
export function retireKeys(keys: KeysFile): KeysFile {
  const { otherPersonalKeys = {}, ...rest } = keys
  const former = formerKeyIds(keys)
  const kept = Object.entries(otherPersonalKeys).filter(([id]) => !former.includes(id))
  return { ...rest, ...(kept.length && { otherPersonalKeys: Object.fromEntries(kept) }) }
}

/** Whole or not at all: half a keys file would lock everybody out. */
export function writeKeys(file: string, keys: KeysFile): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
  writeFileSync(draft, JSON.stringify(keys, null, 2), { mode: 0o600, flag: 'wx', flush: true })
  renameSync(draft, file)
}

import { createHash } from 'node:crypto'

/** The same key gives the same numbers on every machine and in every run: the hospital's data is made, not drawn. */
export function numbersFor(key: string): () => number {
  let state = createHash('sha256').update(key).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)]!
export const between = (next: () => number, low: number, high: number) => low + Math.floor(next() * (high - low + 1))

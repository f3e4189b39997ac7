import type { HttpLoad } from '../load/http.ts'
import type { World } from '../house/world.ts'

/** One line of the table. */
export interface Line {
  what: string
  against: string
  ours: string
  theirs: string
  /** The figure that the goal is about. */
  measured: number
  shown: string
  goal?: { text: string; reached: boolean }
  spread?: number
  note?: string
}

/** How cost grows with the data: one for each size. */
export interface Curve {
  what: string
  /** What the sizes count. */
  of: string
  points: { size: number; cost: number }[]
  unit: string
}

export interface Skipped {
  what: string
  why: string
}

export interface RowResult {
  lines: Line[]
  curves?: Curve[]
  skipped?: Skipped[]
}

export interface RowContext {
  world: World
  load: HttpLoad
  rounds: number
  seconds: number
  /** Times the smallest data, for the curves; one entry leaves them out. */
  scales: readonly number[]
  /** Peers may be fetched from the registry. */
  downloads: boolean
  /** The bench's folder, where peers are installed. */
  folder: string
  diagnosesFile?: string
  diagnoses: number
  say(line: string): void
}

export interface Row {
  name: string
  run(context: RowContext): Promise<RowResult>
}

export const atLeast = (measured: number, goal: number, text = `≥ ${goal}`) => ({ text, reached: measured >= goal })
export const atMost = (measured: number, goal: number, text = `≤ ${goal}`) => ({ text, reached: measured <= goal })

export const perSecond = (rate: number) => `${rate < 100 ? rate.toFixed(1) : Math.round(rate)}/s`
export const times = (ratio: number) => `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}×`

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { browserPath } from '@hospital/launcher/browser'
import { median } from '../measure/statistics.ts'
import { fetchPackages } from '../peers/fetched.ts'

const PACKAGES = { lighthouse: '13.5.0' }
const BROWSER_FLAGS = '--headless=new --no-sandbox --disable-dev-shm-usage --disable-background-networking --disable-component-update'

/** Scores of 0 to 100; times in milliseconds; `scriptBytes` as they travelled. */
export interface PageFigures {
  performance: number
  accessibility: number
  lcpMs: number
  cls: number
  blockingMs: number
  scriptBytes: number
  /** How quick Lighthouse found this machine to be just then; its fourfold slowing is meant for one of about 1,500. */
  benchmarkIndex: number
}

interface LighthouseResult {
  runtimeError?: { code: string }
  environment: { benchmarkIndex: number }
  categories: Record<'performance' | 'accessibility', { score: number }>
  audits: Record<string, { numericValue?: number; details?: { items?: { resourceType?: string; transferSize?: number }[] } }>
}

const run = promisify(execFile)

const USUAL_SLOWING = 4

function figuresOf({ categories, audits, environment }: LighthouseResult): PageFigures {
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const requests = audits['network-requests']?.details?.items ?? []
  return {
    performance: Math.round(categories.performance.score * 100),
    accessibility: Math.round(categories.accessibility.score * 100),
    lcpMs: value('largest-contentful-paint'),
    cls: value('cumulative-layout-shift'),
    blockingMs: value('total-blocking-time'),
    scriptBytes: requests.filter(({ resourceType }) => resourceType === 'Script').reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
    benchmarkIndex: environment.benchmarkIndex,
  }
}

/**
 * By how much a machine is slowed down to stand for the same middling phone: 4 at an index of 1,533, less on a slower one (Lighthouse's
 * documentation of throttling, "calibrating multipliers"). Below 150 no machine can.
 */
export function slowingFor(benchmarkIndex: number): number {
  if (benchmarkIndex >= 1_300) return 3 + (benchmarkIndex - 1_300) / 233
  return benchmarkIndex >= 800 ? 2 + (benchmarkIndex - 800) / 500 : 1 + Math.max(0, benchmarkIndex - 150) / 650
}

export type Measure = (url: string, runs: number, slowing?: number) => Promise<PageFigures>

/** Lighthouse as it stands in its package: a middling phone on slow 4G, slowed down fourfold where nothing else is said. Answers the median of some runs. */
export function openLighthouse(folder: string, say: (line: string) => void): Measure {
  const cwd = fetchPackages(folder, 'lighthouse', PACKAGES, say)
  const path = browserPath()
  const env = { ...process.env, ...(path && { CHROME_PATH: path }) }
  const args = ['--output=json', '--quiet', '--only-categories=performance,accessibility', `--chrome-flags=${BROWSER_FLAGS}`]
  const once = async (url: string, slowing: number): Promise<PageFigures> => {
    const { stdout } = await run(process.execPath, [join(cwd, 'node_modules/lighthouse/cli/index.js'), url, `--throttling.cpuSlowdownMultiplier=${slowing}`, ...args], { cwd, env, maxBuffer: 2 ** 27, timeout: 120_000 })
    const result = JSON.parse(stdout) as LighthouseResult
    if (result.runtimeError) throw new Error(result.runtimeError.code)
    return figuresOf(result)
  }
  // The browser sometimes leaves no trace of having begun (NO_NAVSTART): such a run says nothing of the page, and is taken once more.
  const again = (url: string, slowing: number) => once(url, slowing).catch((error: Error) => {
    say(`  once more: ${/[A-Z]+_[A-Z_]+/.exec(error.message)?.[0] ?? error.message.slice(0, 200)}`)
    return once(url, slowing)
  })
  return async (url, runs, slowing = USUAL_SLOWING) => {
    const found: PageFigures[] = []
    for (let i = 0; i < runs; i++) found.push(await again(url, slowing))
    return Object.fromEntries(Object.keys(found[0]!).map((name) => [name, median(found.map((one) => one[name as keyof PageFigures]))])) as unknown as PageFigures
  }
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const DEBIAN_BROWSER = '/usr/bin/chromium'
const CHINESE_FONTS = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

/** Debian's chromium where there is one; nothing means the one Playwright brings. */
export function browserPath(): string | undefined {
  return existsSync(DEBIAN_BROWSER) ? DEBIAN_BROWSER : undefined
}

/** Gets a browser and Chinese glyphs for the journeys: from Debian where we may install, else from Playwright. */
export function ensureBrowser(say: (line: string) => void): void {
  if (existsSync('/usr/bin/apt-get')) {
    const missing = [existsSync(DEBIAN_BROWSER) ? '' : 'chromium', existsSync(CHINESE_FONTS) ? '' : 'fonts-noto-cjk'].filter(Boolean)
    if (missing.length === 0) return
    if (process.getuid?.() === 0 && installDebian(missing, say)) return
    say(`For the journeys run: sudo apt-get install -y ${missing.join(' ')}`)
    if (browserPath()) return
  }
  say('installing the browser that Playwright brings')
  const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js')
  run(process.execPath, [cli, 'install', 'chromium'])
}

function installDebian(packages: string[], say: (line: string) => void): boolean {
  say(`installing ${packages.join(' and ')} by apt-get`)
  run('apt-get', ['update', '-qq'])
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return status === 0
}

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { installDebian, mayInstall, runQuietly } from './debian.ts'

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
    if (mayInstall() && installDebian(missing, say)) return
    say(`For the journeys run: sudo apt-get install -y ${missing.join(' ')}`)
    if (browserPath()) return
  }
  say('installing the browser that Playwright brings')
  const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js')
  runQuietly(process.execPath, [cli, 'install', 'chromium'])
}

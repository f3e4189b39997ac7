import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const MOST_BYTES = 256 * 1024 * 1024

/** The bill of materials of what the lock file installs, as CycloneDX. */
const bill = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { cwd: root, encoding: 'utf8', maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'inherit'] })
const { components } = JSON.parse(bill) as { components: unknown[] }
mkdirSync(join(root, 'dist'), { recursive: true })
const file = join(root, 'dist/sbom.cdx.json')
writeFileSync(file, bill)
console.log(`${components.length} components in ${file}`)

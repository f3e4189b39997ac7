// Runs before anything is installed, on whatever Node the machine has (20 or newer): plain JavaScript, no dependencies.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lockFile = join(root, 'package-lock.json')
const pinnedNode = join(root, 'node_modules/.bin/node')
const stampFile = join(root, 'node_modules/.installed')
const OLDEST_NODE = 20

/** Installs what the lock file says and goes on with `script` on the pinned Node; this process only waits for it. */
export async function bootstrap(script, args = process.argv.slice(2)) {
  try {
    assertNode()
    await ensureInstalled()
    process.exitCode = await runPinned(script, args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

function assertNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return
  throw new Error(`Node ${OLDEST_NODE} or newer is needed to begin; this is ${process.version}.`)
}

async function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing the packages that the lock file names …')
  const since = Date.now()
  const heartbeat = setInterval(() => console.log(`  installing, ${Math.round((Date.now() - since) / 1000)} s`), 10_000)
  const npm = process.env.npm_execpath
  const command = npm ? [process.execPath, npm] : ['npm']
  // --include=dev: the build needs it, and npm leaves it out under NODE_ENV=production
  const code = await run([...command, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], 'inherit')
  clearInterval(heartbeat)
  if (code !== 0) throw new Error(`npm ci failed (exit code ${code}); see its message above.`)
  if (!existsSync(pinnedNode)) {
    throw new Error(`There is no pinned Node for ${process.platform}-${process.arch}: Linux on x64 or arm64 is needed.`)
  }
  writeFileSync(stampFile, lockHash())
  console.log(`Installed in ${Math.round((Date.now() - since) / 1000)} s`)
}

/** By our own stamp, or, where someone ran npm by hand, by npm's record being no older than the lock file. */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(pinnedNode) || !existsSync(record)) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()) return true
  return statSync(record).mtimeMs >= statSync(lockFile).mtimeMs
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

/** The child's stdin is a pipe that closes when we die, however we die: it stops then (`src/tied.ts`). */
function runPinned(script, args) {
  const entry = [join(root, 'packages/launcher/src', script), ...args]
  return run([pinnedNode, '--disable-warning=ExperimentalWarning', '--import', new URL('src/tied.ts', import.meta.url).href, ...entry], 'pipe')
}

function run([command, ...args], stdin) {
  const child = spawn(command, args, { cwd: root, stdio: [stdin, 'inherit', 'inherit'] })
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

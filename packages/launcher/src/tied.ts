import { isMainThread } from 'node:worker_threads'

// the database goes down at the same time, so a slow farewell has nothing left to save
const PATIENCE_MS = 3_000

/**
 * Preloaded (`--import`) into every process the launcher starts. Its stdin is a pipe that nobody writes to: it ends
 * when the launcher goes, by kill -9 even, and then this process goes too, with whatever it started in its group.
 */
if (isMainThread) {
  process.stdin.on('end', leave).on('error', leave).resume()
  // the pipe alone must not keep a program alive that has done its work
  const pipe = process.stdin as unknown as { unref?(): void }
  pipe.unref?.()
}

function leave(): void {
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), PATIENCE_MS).unref()
}

function signalGroup(signal: NodeJS.Signals): void {
  try {
    process.kill(-process.pid, signal)
  } catch {
    // we lead no group of our own
    process.kill(process.pid, signal)
  }
}

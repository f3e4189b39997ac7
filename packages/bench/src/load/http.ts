import { startChild, type Child } from '../process/child.ts'
import type { HttpRun, HttpRunResult } from './http-process.ts'

export interface HttpTarget {
  port: number
  path: string
}

export interface HttpRequest {
  headers?: Record<string, string>
  body: string
}

/** Sends requests from a process of its own. */
export interface HttpLoad {
  run(run: HttpRun): Promise<HttpRunResult>
  stop(): Promise<void>
}

export async function openHttpLoad(folder: string): Promise<HttpLoad> {
  const child: Child = await startChild({ name: 'http-load', script: 'packages/bench/src/load/http-process.ts', folder })
  return { run: (run) => child.ask<HttpRunResult>(run), stop: () => child.stop() }
}

/** One request, its answer as text. */
export async function askOnce({ port, path }: HttpTarget, { headers, body }: HttpRequest): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  return response.text()
}

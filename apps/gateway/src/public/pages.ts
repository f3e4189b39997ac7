import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

/** Nothing from elsewhere, nothing inline. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const FILES = [
  { path: '/public', name: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/public/explorer.js', name: 'explorer.js', type: 'text/javascript; charset=utf-8' },
  { path: '/public/explorer.css', name: 'explorer.css', type: 'text/css; charset=utf-8' },
]

/** The manual of the contract with its explorer: files of our own, read once. */
export async function servePages(scope: FastifyInstance): Promise<void> {
  for (const { path, name, type } of FILES) {
    const text = readFileSync(fileURLToPath(new URL(`./page/${name}`, import.meta.url)), 'utf8')
    scope.get(path, async (_request, reply) => reply.headers({
      'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache',
    }).send(text))
  }
}

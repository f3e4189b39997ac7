import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Nothing of where the app will run is read here: addresses come from the environment at request time. */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  transpilePackages: ['@hospital/web', '@hospital/events'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types are checked for the whole tree at once (npm run check).
  typescript: { ignoreBuildErrors: true },
}

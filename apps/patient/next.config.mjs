import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Nothing of where the app will run is read here: addresses come from the environment at request time. */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  // `instrumentation-client` names what Next itself evaluates, under the name that only the app router's build has for it.
  turbopack: { root, resolveAlias: { 'react-server-dom-webpack/client': 'next/dist/compiled/react-server-dom-turbopack/client' } },
  transpilePackages: ['@hospital/web'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Title and description stand in the head for everybody: whoever shows a shared link is not always known by name.
  htmlLimitedBots: /.*/,
  experimental: { turbopackChunking: { minChunkSize: 160_000 },
    // A phone that comes for the first time paints with the first answer. Pages that one goes on to take their styles from files, as ever.
    inlineCss: true,
    // Styles stand in the page, so a file more costs nothing, and what a page does not need costs its readers.
    cssChunking: { type: 'graph', requestCost: 2_000, weightDistribution: 1 },
    // Two to five files fewer for a page, and no more bytes over a walk through ten of them; at 250,000 that walk would cost a quarter more.
    turbopackChunking: { minChunkSize: 100_000 },
  },
  // Types are checked for the whole tree at once (npm run check).
  typescript: { ignoreBuildErrors: true },
}

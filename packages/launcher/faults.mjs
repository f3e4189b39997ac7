import { bootstrap } from './bootstrap.mjs'

await bootstrap('faults.ts')

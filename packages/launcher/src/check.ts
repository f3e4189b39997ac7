import { fileURLToPath } from 'node:url'
import { checkTypes } from './types-check.ts'

const { passed, failed } = await checkTypes(fileURLToPath(new URL('../../..', import.meta.url)))
console.log(`${passed} projects passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

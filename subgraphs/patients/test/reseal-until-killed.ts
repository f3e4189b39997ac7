import { readFileSync } from 'node:fs'
import { connect } from '@hospital/database/connect'
import { reseal } from '@hospital/subgraph/reseal'
import { personal } from '../src/personal.ts'

/** A process that encrypts anew until somebody kills it: says so after its first batch. */
const { url, keys } = JSON.parse(readFileSync(0, 'utf8')) as { url: string; keys: never }
const { db, close } = connect(url, { name: 'reseal', max: 1 })
await reseal({ db, keys }, personal, (changed) => console.log(changed))
await close()

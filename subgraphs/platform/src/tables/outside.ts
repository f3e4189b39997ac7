import { outsideTokenTable } from '@hospital/subgraph/outside-token'
import { platform } from './schema.ts'

export const outsideToken = outsideTokenTable(platform)

import { configurationIn } from '@hospital/configuration/projection'
import { configurationCopy } from './tables.ts'

export const configuration = configurationIn(configurationCopy)

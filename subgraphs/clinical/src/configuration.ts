import { configurationIn } from '@hospital/configuration/projection'
import { configurationCopy } from './tables/settings.ts'

export const configuration = configurationIn(configurationCopy)

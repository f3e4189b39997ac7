import { isId } from '@hospital/database/identifier'
import { Refusal } from './refusal.ts'

const invalid = (field: string, message: string) => new Refusal('INVALID_INPUT', { message, details: { field } })

type Given<T> = T | null | undefined

/** What was typed, trimmed; undefined where nothing was said, null where it was emptied. */
export function optionalText(field: string, label: string, value: Given<string>, most: number): string | null | undefined {
  if (value === undefined || value === null) return value
  const text = value.normalize('NFC').trim()
  if ([...text].length > most) throw invalid(field, `${label}不能超过 ${most} 个字。`)
  if (/[\0-\x08\x0b-\x1f]/.test(text)) throw invalid(field, `${label}中有无法识别的字符。`)
  return text || null
}

export function requiredText(field: string, label: string, value: Given<string>, most: number): string | undefined {
  const text = optionalText(field, label, value, most)
  if (text === null) throw invalid(field, `请填写${label}。`)
  return text
}

export function matchingText(field: string, label: string, value: Given<string>, pattern: RegExp, shape: string): string | null | undefined {
  const text = optionalText(field, label, value, 100)
  if (text && !pattern.test(text)) throw invalid(field, `${label}${shape}`)
  return text
}

export function wholeNumber(field: string, label: string, value: Given<number>, least: number, most: number): number | undefined {
  if (value === null || value === undefined) return undefined
  if (value < least || value > most) throw invalid(field, `${label}须在 ${least} 到 ${most.toLocaleString('en-US')} 之间。`)
  return value
}

export function idOf(field: string, value: Given<string>): string | null | undefined {
  if (value && !isId(value)) throw invalid(field, '所选的记录不存在。')
  return value
}

/** Without what was not said: such columns stay as they are. */
export function said<T extends object>(fields: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

export { invalid }

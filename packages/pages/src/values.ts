import { contrastOnWhite } from '@hospital/configuration/contrast'
import { LEAST_CONTRAST } from '@hospital/configuration/settings'
import { problemWithEntry } from './entry.ts'
import { defaultsOf, type EntriesField, type Field, type Fields, type NumberField, type Raw, type TextField } from './field.ts'
import { isLink } from './routes.ts'

/** What is wrong with values, by field; empty where all may be set. A value that is left out counts as its default. */
export function problemsIn(fields: Fields, values: Raw): Record<string, string> {
  const unknown = Object.keys(values).filter((key) => !Object.hasOwn(fields, key))
  const found = Object.entries(fields).map(([key, field]) => [key, key in values ? problemWith(field, values[key]) : undefined] as const)
  return Object.fromEntries([...unknown.map((key) => [key, '没有这一项设置'] as const), ...found].filter((one): one is readonly [string, string] => one[1] !== undefined))
}

/** Defaults under what was set; fields that are no longer declared are let go. */
export const withDefaults = (fields: Fields, values: Raw): Raw => ({ ...defaultsOf(fields), ...Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(fields, key))) })

/** What is wrong with a value, in words; undefined where it may be set. */
export function problemWith(field: Field, value: unknown): string | undefined {
  switch (field.kind) {
    case 'TEXT': return problemWithText(field, value)
    case 'NUMBER': return problemWithNumber(field, value)
    case 'CHOICE': return typeof value === 'string' && Object.hasOwn(field.choices, value) ? undefined : '请从选项中选择'
    case 'SWITCH': return typeof value === 'boolean' ? undefined : '只能是开或关'
    case 'COLOR': return problemWithColor(value)
    case 'DAY': return value === '' || isDay(value) ? undefined : '日期格式须为 2026-01-31'
    case 'LINK': return (value === '' && field.optional) || isLink(value) ? undefined : '只能指向本应用的页面或 https 网址'
    case 'IMAGE': return typeof value === 'string' && /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/.test(value) ? undefined : '请重新选择图片'
    case 'ENTRIES': return problemWithEntries(field, value)
  }
}

function problemWithText({ most, optional, lines }: TextField, value: unknown): string | undefined {
  if (typeof value !== 'string' || (lines ? /[\u0000-\u0009\u000b-\u001f]/ : /[\u0000-\u001f]/).test(value)) return '内容有误，请重新填写'
  if (!optional && value.trim() === '') return '不能为空'
  return [...value].length > most ? `不超过 ${most} 个字` : undefined
}

const problemWithNumber = ({ min, max }: NumberField, value: unknown) =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? undefined : `须为 ${min} 到 ${max} 的整数`

function problemWithColor(value: unknown): string | undefined {
  if (value === '') return undefined
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) return '请填写 #rrggbb 形式的颜色'
  const contrast = contrastOnWhite(value)
  return contrast >= LEAST_CONTRAST ? undefined : `颜色太浅，与白色的对比度只有 ${contrast.toFixed(1)}:1，须达到 ${LEAST_CONTRAST}:1`
}

const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value)

function problemWithEntries({ most }: EntriesField, value: unknown): string | undefined {
  if (!Array.isArray(value)) return '入口有误，请重新设置'
  if (value.length > most) return `最多 ${most} 个入口`
  return value.map(problemWithEntry).find((problem) => problem !== undefined)
}

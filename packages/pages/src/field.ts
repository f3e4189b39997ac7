import type { Entry } from './entry.ts'

interface Said {
  label: string
  hint?: string
}
export interface TextField extends Said { kind: 'TEXT'; default: string; most: number; optional?: true; lines?: number }
export interface NumberField extends Said { kind: 'NUMBER'; default: number; min: number; max: number; unit?: string }
export interface ChoiceField extends Said { kind: 'CHOICE'; default: string; choices: Readonly<Record<string, string>> }
export interface SwitchField extends Said { kind: 'SWITCH'; default: boolean }
/** Empty: the hospital's own colour. */
export interface ColorField extends Said { kind: 'COLOR'; default: '' }
/** A hospital day; empty: open. */
export interface DayField extends Said { kind: 'DAY'; default: '' }
export interface LinkField extends Said { kind: 'LINK'; default: string; optional?: true }
/** The id of a picture that was kept for pages; empty: none yet. */
export interface ImageField extends Said { kind: 'IMAGE'; default: '' }
export interface EntriesField extends Said { kind: 'ENTRIES'; default: readonly Entry[]; most: number }

/** One thing that may be set on a page or a module: the console draws its form from it, everybody checks values by it. */
export type Field = TextField | NumberField | ChoiceField | SwitchField | ColorField | DayField | LinkField | ImageField | EntriesField
export type Fields = Readonly<Record<string, Field>>

type ValueOf<F extends Field> = F extends { choices: infer Choices } ? keyof Choices & string
  : F extends { kind: 'NUMBER' } ? number
  : F extends { kind: 'SWITCH' } ? boolean
  : F extends { kind: 'ENTRIES' } ? readonly Entry[]
  : string

/** The values of declared fields, by their types. */
export type Values<F extends Fields> = { -readonly [Key in keyof F]: ValueOf<F[Key]> }

/** Values as they travel: not yet checked, or of fields that only a registry knows. */
export type Raw = Readonly<Record<string, unknown>>

export const defaultsOf = <F extends Fields>(fields: F): Values<F> => Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default])) as Values<F>

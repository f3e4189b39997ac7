const OFFSET_MS = 8 * 3_600_000

const digits = (at: Date) => new Date(at.getTime() + OFFSET_MS).toISOString().replace(/\D/g, '')

/** `yyyyMMdd` and `HHmmss` of Beijing. */
export const dateOf = (at: Date): string => digits(at).slice(0, 8)
export const timeOf = (at: Date): string => digits(at).slice(8, 14)

export const stampOf = (at: Date): string => digits(at).slice(0, 14)
/** `yyyy-MM-dd HH:mm:ss`. */
export const printedTimeOf = (at: Date): string => new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')

/** `yyyyMMddHHmmss`. Throws where it is none. */
export function instantOf(text: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  if (Number.isNaN(at.getTime())) throw new Error('Not an instant')
  return at
}

const SHANGHAI_MS = 8 * 3_600_000

/** `2026-03-01 08:15:00` in China's time, which is how Alipay writes an instant. */
export const printedTime = (at: Date) => new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ')

export const instantOf = (printed: string) => new Date(`${printed.replace(' ', 'T')}+08:00`)

/** `20260301081500`, as UnionPay does. */
export const compactTime = (at: Date) => printedTime(at).replace(/\D/g, '')

export const instantOfCompact = (compact: string) => instantOf(compact.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3 $4:$5:$6'))

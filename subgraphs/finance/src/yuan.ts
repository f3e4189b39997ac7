/** `¥12.00`, as people read it. */
export const yuan = (fen: number): string => `¥${Math.trunc(fen / 100)}.${String(Math.abs(fen % 100)).padStart(2, '0')}`

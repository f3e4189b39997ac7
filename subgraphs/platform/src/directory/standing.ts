export const STANDINGS = ['APPROVED', 'PENDING', 'REFUSED'] as const

export type Standing = (typeof STANDINGS)[number]

/** Ids of the bench's data are made by counting, alike here and in SQL, so that neither has to ask the other. */
export const KINDS = { institution: 1, department: 2, practitioner: 3, schedule: 4, slot: 5, account: 6, patient: 7, session: 8, appointment: 9, order: 10, queue: 11, ticket: 12, staff: 13, payment: 14, booking: 15, entry: 16 } as const

export type Kind = keyof typeof KINDS

const prefixOf = (kind: Kind) => `00000000-0000-7${KINDS[kind].toString(16).padStart(3, '0')}-8000-`

export const idOf = (kind: Kind, number: number): string => `${prefixOf(kind)}${number.toString(16).padStart(12, '0')}`

/** The same as an SQL expression of a number. */
export const idSql = (kind: Kind, number: string): string => `('${prefixOf(kind)}' || lpad(to_hex(${number}), 12, '0'))::uuid`

export const SLOT_KINDS = ['GENERAL', 'EXPERT', 'DISEASE'] as const
export type SlotKind = (typeof SLOT_KINDS)[number]

export const DAY_PARTS = ['MORNING', 'AFTERNOON', 'EVENING'] as const
export type DayPart = (typeof DAY_PARTS)[number]

export const SLOT_KINDS = ['GENERAL', 'EXPERT', 'DISEASE'] as const
export type SlotKind = (typeof SLOT_KINDS)[number]

export const DAY_PARTS = ['MORNING', 'AFTERNOON', 'EVENING'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** What becomes of a clinic. */
export const SCHEDULE_STATES = ['OPEN', 'FULL', 'STOPPED', 'OVER'] as const
export type ScheduleState = (typeof SCHEDULE_STATES)[number]

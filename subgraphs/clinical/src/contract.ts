/** What third parties may read of clinics: who is there on which day, and whether there is a place. Nothing of anybody who has one. */
export const contract = [
  'Query.schedules', 'Query.schedule',
  'Schedule.id', 'Schedule.kind', 'Schedule.day', 'Schedule.part', 'Schedule.feeFen', 'Schedule.stopped', 'Schedule.disease', 'Schedule.department', 'Schedule.practitioner',
  'Schedule.slots', 'Schedule.capacity', 'Schedule.remaining', 'SlotKind', 'DayPart',
  'Slot.id', 'Slot.startsAt', 'Slot.endsAt', 'Slot.capacity', 'Slot.remaining', 'Slot.schedule',
  'ScheduleDay.day', 'ScheduleDay.remaining', 'ScheduleDay.open',
  'Department.scheduleDays', 'Practitioner.schedules',
]

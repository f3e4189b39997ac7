import { idSql } from './ids.ts'
import type { World } from './world.ts'

/** As many as wait at a busy clinic; each is watched by several phones. */
export const TICKETS = 40
export const QUEUE_DOCTOR = 1

/** A doctor's queue of today with its first number called. */
export async function makeQueue({ sql }: World): Promise<void> {
  const day = `(now() at time zone 'Asia/Shanghai')::date`
  await sql.unsafe(`
    insert into clinical.queue (id, day, part, institution_id, department_id, practitioner_id, room, issued, calls)
      values (${idSql('queue', '1')}, ${day}, 'MORNING', ${idSql('institution', '1')}, ${idSql('department', '2')}, ${idSql('practitioner', String(QUEUE_DOCTOR))}, '301', ${TICKETS}, 1);
    insert into clinical.appointment (id, number, status, same_day, patient_id, account_id, institution_id, department_id, practitioner_id, schedule_id, slot_id, starts_at, ends_at, day, fee_fen, room,
        held_until, order_id, paid_at, paid_fen, in_his, created_at)
      select ${idSql('appointment', '900000 + n')}, 'GHQ' || n, 'ARRIVED', true, ${idSql('patient', '1 + n')}, ${idSql('account', '1 + n')}, schedule.institution_id, schedule.department_id, schedule.practitioner_id,
        schedule.id, slot.id, now(), now() + interval '1 hour', ${day}, 2500, '301', now(), ${idSql('order', '900000 + n')}, now(), 2500, false, now()
      from generate_series(1, ${TICKETS}) n join clinical.schedule on schedule.id = ${idSql('schedule', '3')} join clinical.slot on slot.id = ${idSql('slot', '9')};
    insert into clinical.ticket (id, queue_id, appointment_id, patient_id, account_id, number, status, priority_class, rank, called_by, called_times, call_number, checked_in_at, called_at)
      select ${idSql('ticket', 'n')}, ${idSql('queue', '1')}, ${idSql('appointment', '900000 + n')}, ${idSql('patient', '1 + n')}, ${idSql('account', '1 + n')}, 'A' || lpad(n::text, 3, '0'),
        (case when n = 1 then 'CALLED' else 'WAITING' end)::clinical.ticket_status, 0, n, case when n = 1 then ${idSql('practitioner', String(QUEUE_DOCTOR))} end, case when n = 1 then 1 else 0 end, case when n = 1 then 1 end, now(), now()
      from generate_series(1, ${TICKETS}) n;
  `)
}

import { idSql } from './ids.ts'
import type { World } from './world.ts'

export const DEPARTMENTS = 20
export const PRACTITIONERS = 40
export const SCHEDULES = 80
export const SLOTS_A_SCHEDULE = 4
/** Of the first account: two pages and a bit. */
const OWN_APPOINTMENTS = 45

const DAY = `(now() at time zone 'Asia/Shanghai')::date`

/** A hospital kept by the platform alone, so that no HIS stands in what is timed: directory, clinics of the coming days. */
export async function makeHospital({ sql }: World): Promise<void> {
  await sql.unsafe(`
    insert into platform.institution (id, kind, name, address, phone, fence_meters, sort_order, enabled, latitude, longitude)
      values (${idSql('institution', '1')}, 'MAIN', '云溪市第一人民医院', '云溪市人民路 1 号', '0571-0000', 500, 1, true, 30.2, 120.1);
    insert into platform.department (id, institution_id, code, name, pinyin, location, sort_order, enabled)
      select ${idSql('department', 'n')}, ${idSql('institution', '1')}, 'D' || n, '科室' || n, 'ks' || n, '门诊楼 ' || n || ' 层', n, true from generate_series(1, ${DEPARTMENTS}) n;
    insert into platform.practitioner (id, institution_id, name, pinyin, role, title, title_rank, specialties, enabled)
      select ${idSql('practitioner', 'n')}, ${idSql('institution', '1')}, '医生' || n, 'ys' || n, 'DOCTOR', '主任医师', 1, '高血压、冠心病', true from generate_series(1, ${PRACTITIONERS}) n;
    insert into platform.practitioner_department (practitioner_id, department_id, place)
      select ${idSql('practitioner', 'n')}, ${idSql('department', `1 + n % ${DEPARTMENTS}`)}, 0 from generate_series(1, ${PRACTITIONERS}) n;
    insert into clinical.institution (id, his_id, fence_meters) values (${idSql('institution', '1')}, 'bench-i', 500);
    insert into clinical.department (id, his_id, institution_id)
      select ${idSql('department', 'n')}, 'bench-d' || n, ${idSql('institution', '1')} from generate_series(1, ${DEPARTMENTS}) n;
    insert into clinical.practitioner (id, his_id, institution_id, department_ids, title_rank, priority)
      select ${idSql('practitioner', 'n')}, 'bench-p' || n, ${idSql('institution', '1')}, array[${idSql('department', `1 + n % ${DEPARTMENTS}`)}], 1, n from generate_series(1, ${PRACTITIONERS}) n;
    insert into clinical.schedule (id, institution_id, department_id, practitioner_id, queue_id, kind, clinic_name, day, part, fee_fen, room)
      select ${idSql('schedule', 'n')}, ${idSql('institution', '1')}, ${idSql('department', `1 + (1 + n % ${PRACTITIONERS}) % ${DEPARTMENTS}`)}, ${idSql('practitioner', `1 + n % ${PRACTITIONERS}`)},
        ${idSql('queue', 'n')}, (enum_range(null::clinical.slot_kind))[1], '门诊' || n, ${DAY} + 2 + n % 5, 'MORNING', 2500, '30' || n % 9 from generate_series(1, ${SCHEDULES}) n;
    insert into clinical.slot (id, schedule_id, starts_at, ends_at, capacity, remaining)
      select ${idSql('slot', `(n - 1) * ${SLOTS_A_SCHEDULE} + k`)}, ${idSql('schedule', 'n')}, (${DAY} + 2 + n % 5 + time '08:00' + k * interval '15 minutes') at time zone 'Asia/Shanghai',
        (${DAY} + 2 + n % 5 + time '08:15' + k * interval '15 minutes') at time zone 'Asia/Shanghai', 100000000, 100000000
      from generate_series(1, ${SCHEDULES}) n, generate_series(1, ${SLOTS_A_SCHEDULE}) k;
  `)
}

/** Accounts with one person and one session each. */
export async function makePatients({ sql }: World, from: number, to: number): Promise<void> {
  await sql.unsafe(`
    insert into patients.account (id, phone_sealed, phone_index, created_at, agreed_at)
      select ${idSql('account', 'n')}, 'sealed', 'bench-' || n, now(), now() from generate_series(${from}, ${to}) n;
    insert into patients.patient (id, account_id, name, sex, birth_date, relationship, id_card_sealed, id_card_index, his_patient_id, record_number, is_default, created_at)
      select ${idSql('patient', 'n')}, ${idSql('account', 'n')}, '患者' || n, 'FEMALE', '1980-01-01', 'SELF', 'sealed', 'bench-' || n, 'bench-' || n, 'R' || n, true, now() from generate_series(${from}, ${to}) n;
  `)
  await makeSessions({ sql }, from, to)
}

/** Sessions numbered `from` to `to`; several may belong to one account. */
export async function makeSessions({ sql }: Pick<World, 'sql'>, from: number, to: number, accountOf = 'n'): Promise<void> {
  await sql.unsafe(`
    insert into patients.session (id, subject_id, opened_at, rotated_at, idle_until, expires_at)
      select ${idSql('session', 'n')}, ${idSql('account', accountOf)}, now(), now(), now() + interval '1 day', now() + interval '1 day' from generate_series(${from}, ${to}) n
  `)
}

/** What the first account sees on its page of appointments. */
export const makeOwnAppointments = (world: World) => insertAppointments(world, { from: 1, to: OWN_APPOINTMENTS, patient: '1', status: 'BOOKED', day: 'schedule.day' })

/** Visits of the past, of all the others: what a table grows by. */
export async function makePastAppointments(world: World, from: number, to: number, patients: number): Promise<void> {
  await insertAppointments(world, { from: 1_000_000 + from, to: 1_000_000 + to, patient: `2 + n % ${patients - 1}`, status: 'FULFILLED', day: `(current_date - 3 - n % 300)` })
  await world.sql.unsafe('analyze clinical.appointment')
}

interface Appointments { from: number; to: number; patient: string; status: string; day: string }

async function insertAppointments({ sql }: World, { from, to, patient, status, day }: Appointments): Promise<void> {
  await sql.unsafe(`
    insert into clinical.appointment (id, number, status, same_day, patient_id, account_id, institution_id, department_id, practitioner_id, schedule_id, slot_id, starts_at, ends_at, day, fee_fen, room,
        held_until, order_id, paid_at, paid_fen, in_his, created_at)
      select ${idSql('appointment', 'n')}, 'GH' || n, '${status}', false, ${idSql('patient', patient)}, ${idSql('account', patient)}, schedule.institution_id, schedule.department_id, schedule.practitioner_id,
        schedule.id, slot.id, slot.starts_at, slot.ends_at, ${day}, schedule.fee_fen, schedule.room, now(), ${idSql('order', 'n')}, now(), schedule.fee_fen, false, now() - n * interval '1 second'
      from generate_series(${from}, ${to}) n
      join clinical.schedule on schedule.id = ${idSql('schedule', `1 + n % ${SCHEDULES}`)}
      join clinical.slot on slot.id = ${idSql('slot', `(n % ${SCHEDULES}) * ${SLOTS_A_SCHEDULE} + 1`)}
  `)
}

/** A practitioner who signs in: a role's account and a session. */
export async function makeDoctor({ sql }: World, number: number): Promise<void> {
  await sql.unsafe(`
    insert into platform.staff_account (id, login, practitioner_id, password_hash, created_at)
      values (${idSql('staff', String(number))}, 'bench-${number}', ${idSql('practitioner', String(number))}, 'none', now());
    insert into platform.session (id, subject_id, opened_at, rotated_at, idle_until, expires_at)
      values (${idSql('staff', String(number))}, ${idSql('staff', String(number))}, now(), now(), now() + interval '1 day', now() + interval '1 day');
  `)
}

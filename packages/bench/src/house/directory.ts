import { DEPARTMENTS, PRACTITIONERS } from './data.ts'
import { idSql } from './ids.ts'
import type { World } from './world.ts'

/** Departments and staff beyond those that a hospital has anyway, up to these many of each. */
export async function growDirectory({ sql }: World, size: number): Promise<void> {
  await sql.unsafe(`
    insert into platform.department (id, institution_id, code, name, pinyin, location, sort_order, enabled)
      select ${idSql('department', 'n')}, ${idSql('institution', '1')}, 'D' || n, '科室' || n, 'ks' || n, '门诊楼 ' || n || ' 层', n, true from generate_series(${DEPARTMENTS + 1}, ${size}) n on conflict do nothing;
    insert into platform.practitioner (id, institution_id, name, pinyin, role, title, title_rank, specialties, enabled)
      select ${idSql('practitioner', 'n')}, ${idSql('institution', '1')}, '医生' || n, 'ys' || n, 'DOCTOR', '主任医师', 1 + n % 4, '高血压、冠心病', true from generate_series(${PRACTITIONERS + 1}, ${size}) n on conflict do nothing;
    insert into platform.practitioner_department (practitioner_id, department_id, place)
      select ${idSql('practitioner', 'n')}, ${idSql('department', `1 + n % ${DEPARTMENTS}`)}, 0 from generate_series(${PRACTITIONERS + 1}, ${size}) n on conflict do nothing;
  `)
  await sql.unsafe('vacuum analyze platform.department, platform.practitioner, platform.practitioner_department')
}

/** Every so many seconds somebody did something; of the twenty acts the first is a sign-in. */
const SECONDS_APART = 30

/** Entries of the log numbered `from` to `to`, by some of the staff. */
export async function makeLog({ sql }: World, from: number, to: number): Promise<void> {
  await sql.unsafe(`
    insert into platform.audit_entry (id, sequence, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, subject_label, before, after, ip, request_id, hash)
      select ${idSql('appointment', 'n')}, n, now() - (${to} - n) * interval '${SECONDS_APART} seconds', 'PRACTITIONER', ${idSql('practitioner', `1 + n % ${PRACTITIONERS}`)}, '医生' || 1 + n % ${PRACTITIONERS},
        case n % 20 when 0 then 'staff.sign-in' else 'department.change-' || n % 20 end, 'Department', ${idSql('department', `1 + n % ${DEPARTMENTS}`)}, '科室' || 1 + n % ${DEPARTMENTS},
        '{"name": "before"}', '{"name": "after"}', '127.0.0.1', 'bench-' || n, 'none'
      from generate_series(${from}, ${to}) n on conflict do nothing
  `)
  await sql.unsafe('vacuum analyze platform.audit_entry')
}

/** Messages of the last year, numbered `from` to `to`, as they were sent and added up. */
export async function makeMessages({ sql }: World, from: number, to: number): Promise<void> {
  await sql.unsafe(`
    with sent as (
      insert into platform.message_delivery (id, event, audience, recipient_id, channel, status, terminal, day, at, title, body, variables, other_channels, attempts, sent_at)
        select ${idSql('appointment', 'n')}, 'bench.event-' || n % 12, 'ACCOUNT', ${idSql('account', '1 + n % 100')}, (array['IN_APP', 'SMS', 'WECHAT']::platform.message_channel[])[1 + n % 3],
          (array['SENT', 'DELIVERED', 'DELIVERED', 'FAILED']::platform.delivery_state[])[1 + n / 3 % 4], (array['H5', 'WECHAT_OA', 'WECHAT_MINI', 'ALIPAY_MINI'])[1 + n / 7 % 4],
          current_date - n % 365, now() - n % 365 * interval '1 day', '就诊提醒', '您预约的门诊即将开始，请按时到院签到。', '{}', '[]', 1, now()
        from generate_series(${from}, ${to}) n on conflict do nothing
        returning day, event, channel, terminal, status)
    insert into platform.message_figure as kept (day, event, channel, terminal, status, count)
      select day, event, channel, terminal, status, count(*) from sent group by 1, 2, 3, 4, 5
      on conflict (day, event, channel, terminal, status) do update set count = kept.count + excluded.count
  `)
  await sql.unsafe('vacuum analyze platform.message_delivery, platform.message_figure')
}

/** An administrator who may do everything, with a session; once, whichever row comes first. */
export async function makeAdministrator({ sql }: World, number: number): Promise<void> {
  await sql.unsafe(`
    insert into platform.administrator (id, login, name, roles) values (${idSql('staff', String(number))}, 'bench-${number}', '管理员', array['SUPER_ADMIN']) on conflict do nothing;
    insert into platform.staff_account (id, login, administrator_id, password_hash, created_at)
      values (${idSql('staff', String(number))}, 'bench-${number}', ${idSql('staff', String(number))}, 'none', now()) on conflict do nothing;
    insert into platform.session (id, subject_id, opened_at, rotated_at, idle_until, expires_at)
      values (${idSql('staff', String(number))}, ${idSql('staff', String(number))}, now(), now(), now() + interval '1 day', now() + interval '1 day') on conflict do nothing;
  `)
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { totpCode } from '../totp.ts'

let hospital: TestHospital
let admin: TestClient
let operator: TestClient
beforeAll(async () => {
  hospital = await openSeededHospital()
  admin = await hospital.signInStaff('admin')
  operator = await hospital.signInStaff('operator')
}, 240_000)
afterAll(async () => { await hospital?.close() })

const CREATE = 'mutation ($input: CreateAdministratorInput!) { createAdministrator(input: $input) { temporaryPassword administrator { id login name roles version enabled totpEnrolled } } }'
const PASSWORD = 'mutation ($login: String!, $password: String!) { signInStaff(input: { login: $login, password: $password }) { challenge otpauthUri totpEnrolled passwordChangeRequired } }'
const CODE = 'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { accessToken } }'
const ROLE = 'mutation ($input: CreateRoleInput!) { createRole(input: $input) { name version permissions } }'
const UPDATE_ROLE = 'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { version permissions } }'
const AUDIT = '{ auditEntries(filter: { action: "audit." }) { totalCount } }'
const LEDGER = '{ ledgerEntries { totalCount } }'

const passwordOf = (login: string, password: string) => hospital.anonymous.mutate(PASSWORD, { login, password }).then(({ signInStaff }) => signInStaff)
const secretIn = (uri: string) => new URL(uri).searchParams.get('secret')!

/** As a new administrator does it: the temporary password, an authenticator, an own password. */
async function firstSignIn(login: string, temporary: string, own: string): Promise<TestClient> {
  const { challenge, otpauthUri } = await passwordOf(login, temporary)
  const { confirmTotp } = await hospital.anonymous.mutate(CODE, { input: { challenge, code: totpCode(secretIn(otpauthUri)), newPassword: own } })
  return hospital.withToken(confirmTotp.accessToken)
}

describe('[A1-13] administrators', () => {
  let id: string
  let temporary: string

  it('one is made with a temporary password, which is replaced at the first sign-in together with a second factor', async () => {
    const { createAdministrator } = await admin.mutate(CREATE, { input: { login: 'WangMin', name: '王敏', roles: ['OPERATOR'] } })
    ;({ temporaryPassword: temporary } = createAdministrator)
    id = createAdministrator.administrator.id
    expect(createAdministrator.administrator).toMatchObject({ login: 'wangmin', enabled: true, totpEnrolled: false, version: 1 })
    const { challenge, otpauthUri, passwordChangeRequired } = await passwordOf('wangmin', temporary)
    expect(passwordChangeRequired).toBe(true)
    const refused = (newPassword?: string) => hospital.anonymous.refused(CODE, { input: { challenge, code: totpCode(secretIn(otpauthUri)), newPassword } })
    expect(await refused()).toBe('PASSWORD_CHANGE_REQUIRED')
    for (const weak of ['short-1', 'onlyletters', temporary]) expect(await refused(weak)).toBe('PASSWORD_WEAK')
    const client = await firstSignIn('wangmin', temporary, 'wangmin@2026!')
    expect((await client.query('{ staffMe { name administrator { roles } } }')).staffMe).toMatchObject({ name: '王敏', administrator: { roles: ['OPERATOR'] } })
    expect(await hospital.anonymous.refused(PASSWORD, { login: 'wangmin', password: temporary })).toBe('PASSWORD_WRONG')
    expect(await passwordOf('wangmin', 'wangmin@2026!')).toMatchObject({ totpEnrolled: true, passwordChangeRequired: false })
  })

  it('a reset of password or second factor, and disabling, end every session at once', async () => {
    const reset = async () => (await admin.mutate('mutation ($id: ID!) { resetAdministratorPassword(id: $id) { temporaryPassword } }', { id })).resetAdministratorPassword.temporaryPassword
    temporary = await reset()
    await admin.mutate('mutation ($id: ID!) { resetAdministratorSecondFactor(id: $id) { totpEnrolled } }', { id })
    const client = await firstSignIn('wangmin', temporary, 'another@2026!')
    const disable = (enabled: boolean) => admin.mutate('mutation ($id: ID!, $enabled: Boolean!) { setAdministratorEnabled(id: $id, enabled: $enabled) { enabled } }', { id, enabled })
    expect((await disable(false)).setAdministratorEnabled.enabled).toBe(false)
    await until(async () => (await client.send('{ staffMe { id } }')).errors?.[0]?.extensions.code === 'SESSION_EXPIRED', 2_000)
    expect(await hospital.anonymous.refused(PASSWORD, { login: 'wangmin', password: 'another@2026!' })).toBe('ACCOUNT_DISABLED')
    await disable(true)
    expect((await admin.query('{ administrators(filter: { search: "王" }) { nodes { login enabled } totalCount } }')).administrators).toEqual({ nodes: [{ login: 'wangmin', enabled: true }], totalCount: 1 })
  })

  it('a temporary password that nobody used is worth nothing after 72 hours', async () => {
    const { createAdministrator } = await admin.mutate(CREATE, { input: { login: 'late', name: '迟到', roles: ['ACCOUNTANT'] } })
    await hospital.sql`update platform.staff_account set temporary_until = now() - interval '1 minute' where login = 'late'`
    expect(await hospital.anonymous.refused(PASSWORD, { login: 'late', password: createAdministrator.temporaryPassword })).toBe('PASSWORD_WRONG')
  })

  it('refuses a taken login, a stale form, oneself, and whoever may not', async () => {
    const create = { input: { login: 'operator', name: '重名', roles: ['OPERATOR'] } }
    expect(await admin.refused(CREATE, create)).toBe('LOGIN_TAKEN')
    expect(await operator.refused(CREATE, create)).toBe('FORBIDDEN')
    expect(await hospital.anonymous.refused(CREATE, create)).toBe('UNAUTHENTICATED')
    const update = 'mutation ($id: ID!, $version: Int!) { updateAdministrator(input: { id: $id, name: "王小敏", roles: ["OPERATOR"], version: $version }) { name version } }'
    expect((await admin.mutate(update, { id, version: 1 })).updateAdministrator).toEqual({ name: '王小敏', version: 2 })
    expect(await admin.refused(update, { id, version: 1 })).toBe('CONFLICT')
    const own = (await admin.query('{ staffMe { administrator { id } } }')).staffMe.administrator.id
    expect(await admin.refused('mutation ($id: ID!) { setAdministratorEnabled(id: $id, enabled: false) { id } }', { id: own })).toBe('OWN_ACCOUNT')
    const { auditEntries } = await until(async () => {
      const found = await admin.query('{ auditEntries(filter: { action: "administrator." }, first: 50) { nodes { action subjectLabel after } } }')
      return found.auditEntries.nodes.some(({ action }: { action: string }) => action === 'administrator.changed') && found
    })
    const actions = auditEntries.nodes.map(({ action }: { action: string }) => action)
    for (const action of ['created', 'password-reset', 'second-factor-reset', 'disabled', 'enabled']) expect(actions).toContain(`administrator.${action}`)
    expect(JSON.stringify(auditEntries.nodes)).not.toContain(temporary)
  })
})

describe('[A1-14] roles made of permissions', () => {
  it('what a role loses is refused at the next request, and an open socket comes back as who it is now', async () => {
    await admin.mutate(ROLE, { input: { name: 'AUDITOR', label: '审计', permissions: ['staff:self', 'audit:read', 'job:read', 'directory:read'] } })
    const { createAdministrator } = await admin.mutate(CREATE, { input: { login: 'auditor', name: '孙审计', roles: ['AUDITOR'] } })
    const auditor = await firstSignIn('auditor', createAdministrator.temporaryPassword, 'auditor@2026!')
    await auditor.query(AUDIT)
    expect(await auditor.refused(LEDGER)).toBe('FORBIDDEN')
    const { startHisSync } = await operator.mutate('mutation { startHisSync { id } }')
    const stream = await auditor.subscribe('subscription ($id: ID!) { jobProgress(id: $id) { state } }', { id: startHisSync.id })
    const role = { name: 'AUDITOR', label: '审计' }
    await admin.mutate(UPDATE_ROLE, { input: { ...role, permissions: ['staff:self', 'ledger:read', 'directory:read'], version: 1 } })
    expect(await stream.ended).toBe('4205')
    await until(async () => (await auditor.send(AUDIT)).errors?.[0]?.extensions.code === 'FORBIDDEN', 2_000)
    await auditor.query(LEDGER)
    expect((await auditor.query('{ staffMe { permissions } }')).staffMe.permissions.sort()).toEqual(['directory:read', 'ledger:read', 'staff:self'])
    expect(await admin.refused(UPDATE_ROLE, { input: { ...role, permissions: [], version: 1 } })).toBe('CONFLICT')
    expect(await admin.refused('mutation { deleteRole(name: "AUDITOR") }')).toBe('ROLE_IN_USE')
  })

  it('nobody hands out more than he holds, nor what belongs to patients and doctors; the super administrator stays', async () => {
    await admin.mutate(ROLE, { input: { name: 'KEEPER', label: '角色管理', permissions: ['staff:self', 'role:read', 'role:manage', 'administrator:read', 'administrator:manage'] } })
    const { createAdministrator } = await admin.mutate(CREATE, { input: { login: 'keeper', name: '吴管理', roles: ['KEEPER'] } })
    const keeper = await firstSignIn('keeper', createAdministrator.temporaryPassword, 'keeper@2026!')
    expect(await keeper.refused(ROLE, { input: { name: 'MORE', label: '越权', permissions: ['ledger:read'] } })).toBe('BEYOND_OWN_RIGHTS')
    expect(await keeper.refused(CREATE, { input: { login: 'more', name: '越权', roles: ['SUPER_ADMIN'] } })).toBe('BEYOND_OWN_RIGHTS')
    const superAdmin = (await keeper.query('{ administrators(filter: { search: "admin" }) { nodes { id login } } }')).administrators.nodes.find(({ login }: { login: string }) => login === 'admin')
    expect(await keeper.refused('mutation ($id: ID!) { resetAdministratorPassword(id: $id) { temporaryPassword } }', { id: superAdmin.id })).toBe('BEYOND_OWN_RIGHTS')
    expect(await admin.refused(ROLE, { input: { name: 'PERSONAL', label: '代办', permissions: ['appointment:hold'] } })).toBe('INVALID_INPUT')
    expect(await admin.refused(UPDATE_ROLE, { input: { name: 'SUPER_ADMIN', label: '改', permissions: [], version: 1 } })).toBe('FORBIDDEN')
    expect(await admin.refused('mutation { deleteRole(name: "OPERATOR") }')).toBe('FORBIDDEN')
  })

  it('a permission taken from doctors is taken from doctors who are signed in', async () => {
    const doctor = await hospital.signInStaff('chenliqun')
    const { roles } = await admin.query('{ roles { name label kind version permissions } }')
    const { name, label, version, permissions } = roles.find((role: { name: string }) => role.name === 'DOCTOR')
    await doctor.query('{ diagnoses { totalCount } }')
    await admin.mutate(UPDATE_ROLE, { input: { name, label, version, permissions: permissions.filter((one: string) => one !== 'diagnosis:read') } })
    await until(async () => (await doctor.send('{ diagnoses { totalCount } }')).errors?.[0]?.extensions.code === 'FORBIDDEN', 2_000)
  })
})

describe('[A1-12] dictionaries', () => {
  const WORDS = '{ dictionary(code: "relationship") { id entries { id code label version enabled builtIn } } }'
  const SAVE = 'mutation ($input: SaveDictionaryEntryInput!) { saveDictionaryEntry(input: $input) { id label version enabled } }'

  it('labels are read by everybody, worded anew by whoever keeps them, and refused where stale', async () => {
    const { dictionary } = await hospital.anonymous.query(WORDS)
    const other = dictionary.entries.find(({ code }: { code: string }) => code === 'OTHER')
    const input = { id: other.id, dictionaryId: dictionary.id, code: 'OTHER', label: '其他亲友', sortOrder: 5, enabled: true, version: other.version }
    await operator.mutate(SAVE, { input })
    expect((await hospital.anonymous.query(WORDS)).dictionary.entries.map(({ label }: { label: string }) => label)).toContain('其他亲友')
    expect(await operator.refused(SAVE, { input })).toBe('CONFLICT')
    expect(await operator.refused(SAVE, { input: { ...input, version: 2, enabled: false } })).toBe('FORBIDDEN')
    expect(await operator.refused('mutation ($id: ID!) { deleteDictionaryEntry(id: $id) }', { id: other.id })).toBe('FORBIDDEN')
    expect(await (await hospital.signInStaff('accountant')).refused(SAVE, { input })).toBe('FORBIDDEN')
  })

  it('the hospital has dictionaries of its own; what is switched off is gone from the apps', async () => {
    const { saveDictionary } = await operator.mutate('mutation { saveDictionary(input: { code: "complaint-kind", name: "投诉类别" }) { id } }')
    const entry = { dictionaryId: saveDictionary.id, code: 'WAIT', label: '等候太久', sortOrder: 1, enabled: true }
    const { saveDictionaryEntry } = await operator.mutate(SAVE, { input: entry })
    expect(await operator.refused(SAVE, { input: entry })).toBe('INVALID_INPUT')
    await operator.mutate(SAVE, { input: { ...entry, id: saveDictionaryEntry.id, version: 1, enabled: false } })
    const read = (client: TestClient) => client.query('{ dictionary(code: "complaint-kind") { entries { code } } }').then(({ dictionary }) => dictionary.entries)
    expect(await read(hospital.anonymous)).toEqual([])
    expect(await read(operator)).toEqual([{ code: 'WAIT' }])
    await operator.mutate('mutation ($id: ID!) { deleteDictionary(id: $id) }', { id: saveDictionary.id })
    expect((await hospital.anonymous.query('{ dictionary(code: "complaint-kind") { id } }')).dictionary).toBeNull()
  })
})

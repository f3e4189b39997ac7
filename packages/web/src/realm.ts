/** Which people an app signs in, and the operations of the graph that renew and end their sessions. */
export interface Realm {
  /** Part of the cookie names: cookies ignore ports, and all apps may live on one host. */
  app: 'patient' | 'doctor' | 'console'
  renew: string
  signOut: string
  /** Undefined: the session ends with the browser. */
  rememberSeconds?: number
}

export const patientRealm: Realm = {
  app: 'patient',
  renew: 'mutation RenewSession($token: String!) { session: refreshSession(refreshToken: $token) { accessToken refreshToken expiresAt } }',
  signOut: 'mutation SignOut { signOut }',
  rememberSeconds: 30 * 24 * 3600,
}

const staff = {
  renew: 'mutation RenewStaffSession($token: String!) { session: refreshStaffSession(refreshToken: $token) { accessToken refreshToken expiresAt } }',
  signOut: 'mutation SignOutStaff { signOutStaff }',
}

export const doctorRealm: Realm = { app: 'doctor', ...staff }
export const consoleRealm: Realm = { app: 'console', ...staff }

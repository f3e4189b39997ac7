import { PERMISSIONS, type Permission } from './permissions.ts'

/** What anyone may do, signed in or not. */
export const PUBLIC_PERMISSIONS: readonly Permission[] = ['directory:read', 'dictionary:read', 'page:read', 'text:read', 'schedule:read', 'homecare:read', 'content:read', 'help:read']

const PRACTITIONER: readonly Permission[] = [
  ...PUBLIC_PERMISSIONS, 'staff:self', 'practitioner:apply', 'message:read', 'faq:rate', 'feedback:give', 'patient:read', 'diagnosis:read', 'drug:read',
]

/**
 * The roles a new hospital starts with. Patients and practitioners hold theirs by what they are;
 * administrators hold roles that hospitals may change or make anew from permissions.
 */
export const BUILT_IN_ROLES = {
  PATIENT: [
    ...PUBLIC_PERMISSIONS, 'consent:give', 'message:read', 'faq:rate', 'feedback:give', 'account:self', 'patient:read', 'patient:manage',
    'appointment:read', 'appointment:hold', 'appointment:cancel', 'appointment:check-in', 'queue:read',
    'report:read',
    'consultation:read', 'consultation:request', 'conversation:read', 'conversation:write', 'order:read', 'order:pay',
  ],
  DOCTOR: [
    ...PRACTITIONER, 'appointment:read', 'report:read', 'queue:read', 'queue:call', 'consultation:read', 'consultation:attend',
    'consultation:configure', 'conversation:read', 'conversation:write', 'order:read',
  ],
  NURSE: [...PRACTITIONER, 'appointment:read', 'queue:read'],
  PHARMACIST: PRACTITIONER,
  SUPER_ADMIN: Object.keys(PERMISSIONS).filter((p) => !isPersonal(p)) as Permission[],
  OPERATOR: [
    ...PUBLIC_PERMISSIONS, 'staff:self', 'directory:sync', 'directory:manage', 'practitioner:audit', 'practitioner:account', 'list:export', 'job:read', 'audit:read',
    'dictionary:manage', 'text:manage', 'qr:read', 'qr:manage', 'setting:read', 'setting:change', 'terminal:change', 'page:design', 'page:publish', 'patient:list', 'patient:change', 'blacklist:read', 'blacklist:manage',
    'diagnosis:read', 'diagnosis:manage', 'drug:read', 'drug:manage', 'help:manage', 'faq:manage', 'feedback:handle', 'feedback:answer', 'message:configure', 'message:list', 'message:resend',
    'patient:read', 'order:read', 'order:read-all', 'appointment:read', 'consultation:read', 'schedule:oversee', 'trace:read',
    'content:manage', 'content:publish',
  ],
  ACCOUNTANT: [
    ...PUBLIC_PERMISSIONS, 'staff:self', 'patient:read', 'order:read', 'order:read-all', 'payment:read', 'payment:refund', 'channel:read', 'channel:manage', 'ledger:read', 'income:read', 'reconciliation:read', 'reconciliation:run', 'reconciliation:handle', 'job:read', 'list:export',
  ],
  CUSTOMER_SERVICE: [...PUBLIC_PERMISSIONS, 'staff:self', 'feedback:answer'],
} as const satisfies Record<string, readonly Permission[]>

export type BuiltInRole = keyof typeof BUILT_IN_ROLES

/** Acts that belong to a person cared for or a doctor in the room; no administrator does them in their place. */
export function isPersonal(permission: string): boolean {
  return [
    'consent:give', 'practitioner:apply', 'faq:rate', 'feedback:give', 'account:self', 'patient:manage', 'appointment:hold', 'appointment:cancel', 'appointment:check-in', 'queue:call',
    'report:read', 'consultation:request', 'consultation:attend', 'consultation:configure', 'conversation:write', 'conversation:read', 'order:pay',
  ].includes(permission)
}

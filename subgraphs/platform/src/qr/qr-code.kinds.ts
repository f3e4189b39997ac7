export const QR_TARGETS = ['DOCTOR', 'DEPARTMENT', 'ACCOUNT'] as const
export type QrTarget = (typeof QR_TARGETS)[number]

/** An address of our own, or a code of the official account that lasts or ends. */
export const QR_CHANNELS = ['LINK', 'WECHAT_PERMANENT', 'WECHAT_TEMPORARY'] as const
export type QrChannel = (typeof QR_CHANNELS)[number]

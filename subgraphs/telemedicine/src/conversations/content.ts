import type { AttachedFile } from '@hospital/events/catalogue'
import { acceptUpload } from '@hospital/files/use'
import { Refusal } from '@hospital/subgraph/refusal'
import type { TelemedicineContext } from '../context.ts'
import type { MessageContent } from './recording.ts'
import type { SendMessageInput } from './conversation.types.ts'

const LONGEST_TEXT = 2000

type Content = Omit<MessageContent, 'sender' | 'senderId' | 'clientId'>

/** What a message holds. Refuses MESSAGE_INVALID (nothing, both, too long) and UPLOAD_INVALID (a receipt that is forged, old or another's). */
export async function contentOf(ctx: TelemedicineContext, { text, uploadReceipt }: SendMessageInput): Promise<Content> {
  if (text != null && uploadReceipt != null) throw new Refusal('MESSAGE_INVALID', { message: '文字和文件请分开发送。' })
  if (uploadReceipt != null) {
    const file = await acceptUpload(ctx, uploadReceipt)
    if (!file) throw new Refusal('UPLOAD_INVALID')
    return fileContent(file)
  }
  const trimmed = text?.trim() ?? ''
  // Counted as people count: an emoji or a rare character is one.
  if (!trimmed || [...trimmed].length > LONGEST_TEXT || trimmed.includes('\0')) throw new Refusal('MESSAGE_INVALID')
  return { kind: 'TEXT', text: trimmed }
}

export function fileContent({ fileId, contentType, bytes, width, height, durationSeconds }: AttachedFile): Content {
  return {
    kind: contentType.startsWith('image/') ? 'IMAGE' : 'VOICE',
    fileId, fileContentType: contentType, fileBytes: bytes, fileWidth: width, fileHeight: height, fileDurationSeconds: durationSeconds,
  }
}

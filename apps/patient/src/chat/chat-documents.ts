import type { ChatDocuments } from '@hospital/web/chat/use-chat'
import { ChatEventsDocument, ChatHistoryDocument, MarkChatDeliveredDocument, MarkChatReadDocument, SendChatMessageDocument } from '@/graphql/graphql'

export const chatDocuments: ChatDocuments = {
  history: ChatHistoryDocument,
  events: ChatEventsDocument,
  send: SendChatMessageDocument,
  markDelivered: MarkChatDeliveredDocument,
  markRead: MarkChatReadDocument,
}

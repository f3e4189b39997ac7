import 'reflect-metadata'
import { openSubgraph, type Subgraph, type SubgraphDefinition } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import type { TelemedicineContext } from './context.ts'
import { findConversations, findMessages } from './conversations/conversation.ts'
import { ConsultationConversationResolver, ConversationEventResolver, ConversationMessageResolver, ConversationResolver } from './conversations/conversation.resolver.ts'
import { Conversation, ConversationEvent, ConversationMessage } from './conversations/conversation.types.ts'
import { acceptForConsultation, closeForConsultation, openForConsultation } from './conversations/opening.ts'
import { ConsultationReference, PatientReference, PractitionerReference } from './references.types.ts'
import { personal } from './personal.ts'
import { house } from './tables.ts'

/** What people say and show to each other from afar: conversations; later calls, conferences, referrals. */
export const definition: SubgraphDefinition<TelemedicineContext> = {
  name: 'telemedicine',
  tables: house,
  resolvers: [ConversationResolver, ConversationMessageResolver, ConversationEventResolver, ConsultationConversationResolver],
  types: [Conversation, ConversationMessage, ConversationEvent, ConsultationReference, PatientReference, PractitionerReference],
  references: {
    Conversation: findConversations,
    ConversationMessage: findMessages,
    Consultation: async (_ctx, ids) => ids.map((id) => ({ id })),
  },
  ports: ({ dataFolder }) => ({ dataFolder }),
  reactions: {
    'consultation.opened': openForConsultation,
    'consultation.accepted': acceptForConsultation,
    'consultation.closed': closeForConsultation,
  },
  personal,
  tasks: {},
}

export const createSubgraph = (installation: Installation): Promise<Subgraph> => openSubgraph(definition, installation)

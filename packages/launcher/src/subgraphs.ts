/** Every subgraph: PostgreSQL schema, folder and process in one. */
export const SUBGRAPHS = ['platform', 'patients', 'clinical', 'prescriptions', 'nursing', 'telemedicine', 'finance'] as const

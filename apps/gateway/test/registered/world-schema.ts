const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides"])\n'

/** Subgraphs with every shape that a plan may meet: two keys, value types, interfaces, unions, lists of lists, `@requires` also below an object, `@provides`. */
export const SUBGRAPH_SDL: Record<string, string> = {
  patients: `${LINK}
    scalar JSON
    type Query { patient(id: ID!): Patient  patients(first: Int = 3, filter: PatientFilter): [Patient!]!  search(q: String = "a"): [SearchResult]!  node(id: ID!): Node  people(kind: Kind): [Person!]  me: Staff!  matrix: [[Patient]!]  grid: [[Patient!]!]! }
    type Mutation { rename(id: ID!, name: String!): Patient  touch(n: Int): Int! }
    interface Node { id: ID! }
    interface Person { id: ID!  name: String  contact: Contact }
    type Contact @shareable { phone: String!  email: String  lines: [String!] }
    type Patient implements Node & Person @key(fields: "id") @key(fields: "mrn") { id: ID!  mrn: String!  name: String  weightKg: Float  heightCm: Float @shareable  tags(max: Int = 2): [String!]  sex: Sex  contact: Contact  meta: JSON  friends(n: Int): [Patient!]  doctor: Staff }
    type Staff implements Node & Person @key(fields: "id") { id: ID!  name: String  contact: Contact  role: Role!  boss: Staff  peers: [Person] }
    union SearchResult = Patient | Staff | Place
    type Place { label: String!  name: Int  geo: Geo! }
    type Geo { lat: Float!  lon: Float }
    enum Sex { F M X }
    enum Role { DOCTOR NURSE CLERK }
    enum Kind { PATIENT STAFF }
    input PatientFilter { nameLike: String  sex: [Sex!]  min: Int = 1  sub: PatientFilter }`,
  clinical: `${LINK}
    scalar JSON
    type Query { encounters(first: Int! = 3): [Encounter!]!  encounter(id: ID!): Encounter  orders: [Order!]  timeline(n: Int): [Event]  inWard: [Encounter!] @provides(fields: "patient { heightCm }") }
    type Mutation { openEncounter(input: OpenInput!): Encounter! }
    type Subscription { encounterOpened: Encounter! }
    type Patient @key(fields: "id") { id: ID!  weightKg: Float @external  heightCm: Float @external  contact: Contact @external  bmi(round: Boolean): String @requires(fields: "weightKg heightCm")  callSheet: String @requires(fields: "contact { phone }")  encounters: [Encounter!]  last: Encounter! }
    type Staff @key(fields: "id") { id: ID!  led: [Encounter] }
    type Contact @shareable { phone: String!  email: String  lines: [String!] }
    interface Order { id: ID!  encounter: Encounter  by: Staff }
    type LabOrder implements Order @key(fields: "id") { id: ID!  encounter: Encounter  by: Staff  code: String!  size: Int }
    type ImageOrder implements Order @key(fields: "id") { id: ID!  encounter: Encounter  by: Staff  region: String  size: Float }
    union Event = Encounter | LabOrder | ImageOrder
    type Encounter @key(fields: "id") { id: ID!  at: String  status: Status!  reason: String  patient: Patient!  staff: [Staff!]  fee: Money  emergency: Contact  orders: [Order]  blob: JSON }
    type Money @shareable { amount: Float!  currency: String }
    enum Status { PLANNED ACTIVE DONE }
    input OpenInput { patientId: ID!  reason: String  status: Status = PLANNED }`,
  prescriptions: `${LINK}
    type Query { prescription(id: ID!): Prescription  items: [Item!]! }
    type Encounter @key(fields: "id") { id: ID!  at: String @external  prescriptions: [Prescription!]  rxNote: String! @requires(fields: "at") }
    type Patient @key(fields: "mrn") { mrn: String!  activeRx: [Prescription!]!  allergyLine: String }
    type LabOrder @key(fields: "id") { id: ID!  cost: Money! }
    type Money @shareable { amount: Float!  currency: String }
    type Prescription @key(fields: "id") { id: ID!  signed: Boolean!  items: [Item!]  patient: Patient  encounter: Encounter!  qty: Int }
    union Item = Drug | Device
    type Drug { name: String!  doseMg: Float  kind: DrugKind }
    type Device { name: String  kind: String  udi: ID! }
    enum DrugKind { RX OTC }`,
}

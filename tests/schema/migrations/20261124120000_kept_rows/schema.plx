// The schema, as this migration leaves it.

// The schema of the tests: small, and with everything that the language has.

datasource db {
  provider   = "postgresql"
  url        = env("DATABASE_URL")
  schemas    = ["core", "catalogue"]
  extensions = [btree_gist, citext(schema: "catalogue")]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant
  key      = slug
  status   = status
  schema   = "tenant_{key}"
}

enum TenantStatus {
  PROVISIONING
  ACTIVE
  SUSPENDED
  DELETED

  @@map("tenant_status")
  @@schema("core")
}

model Tenant {
  id        String       @id @default(uuid(7)) @db.Uuid
  slug      String       @unique @db.VarChar(63)
  name      String
  status    TenantStatus @default(PROVISIONING)
  createdAt DateTime     @default(now()) @map("created_at") @db.Timestamptz

  @@map("tenants")
  @@schema("core")
}

// What every tenant may refer to.

enum Colour {
  RED
  GREEN @map("verde")
  BLUE

  @@map("colour of things")
  @@schema("catalogue")
}

model Plugin {
  id       Int             @id @default(autoincrement())
  name     String          @unique
  colour   Colour?
  versions PluginVersion[]

  @@map("plugins")
  @@schema("catalogue")
}

model PluginVersion {
  pluginId Int    @map("plugin_id")
  version  String
  plugin   Plugin @relation(fields: [pluginId], references: [id])

  @@id([pluginId, version])
  @@map("plugin_versions")
  @@schema("catalogue")
}

/// What a connection was like when its row was made.
model Session {
  id         BigInt @id @default(autoincrement())
  searchPath String @default(dbgenerated("current_setting('search_path')")) @map("search_path")
  timeZone   String @default(dbgenerated("current_setting('TimeZone')")) @map("time_zone")
  pid        Int    @default(dbgenerated("pg_backend_pid()"))

  @@map("sessions")
  @@schema("core")
}

/// Columns with types of the program's own.
model Contact {
  email     String    @id @rust("crate::contact::Email")
  other     String?   @rust("crate::contact::Email") @db.VarChar(40)
  aliases   String[]  @rust("crate::contact::Email")
  home      Json      @rust("crate::contact::Address")
  work      Json?     @rust("crate::contact::Address")
  previous  Json[]    @rust("crate::contact::Address")
  byYear    Json      @default("{}") @map("by_year") @rust("::std::collections::BTreeMap<String, Vec<crate::contact::Address>>")
  keeperKey String?   @map("keeper_email") @rust("crate::contact::Email")
  keeper    Contact?  @relation("Keeper", fields: [keeperKey], references: [email])
  kept      Contact[] @relation("Keeper")

  @@unique([email, other], name: "both", map: "contacts_both_key")
  @@index([keeperKey])
  @@map("contacts")
  @@tenant
}

/// Something that several people write at.
model Document {
  id      Int     @id @default(autoincrement())
  slug    String  @unique
  title   String?
  words   Int     @default(0)
  edition BigInt  @map("the edition") @version

  @@map("documents")
  @@tenant
}

/// What is deleted stays, and its name is free again.
model Folder {
  id        Int       @id @default(autoincrement())
  name      String
  changedAt DateTime  @updatedAt @map("changed_at") @db.Timestamptz(6)
  deletedAt DateTime? @map("deleted_at") @db.Timestamptz(6)
  edition   Int       @version
  leaves    Leaf[]    @relation("Leaves")
  copies    Leaf[]    @relation("Copies")

  @@unique([name], where: { deletedAt: null }, map: "folders_name_key")
  @@softDelete(deletedAt)
  @@map("folders")
  @@tenant
}

model Leaf {
  code     String    @id
  text     String    @default("")
  gone     DateTime?
  folderId Int       @map("folder_id")
  copyId   Int?      @map("copy_id")
  folder   Folder    @relation("Leaves", fields: [folderId], references: [id])
  copy     Folder?   @relation("Copies", fields: [copyId], references: [id])
  labels   Label[]

  @@index([folderId])
  @@index([copyId])
  @@softDelete(gone)
  @@map("leaves")
  @@tenant
}

model Label {
  name   String    @id
  gone   DateTime?
  leaves Leaf[]

  @@softDelete(gone)
  @@map("labels")
  @@tenant
}

// Relations that a table of their own holds, what programs do not see, and views.

/// What is written about.
model Topic {
  id       Int       @id @default(autoincrement())
  name     String    @unique
  articles Article[]
  /// Topics that are a part of this one.
  parts    Topic[]   @relation("Parts")
  wholes   Topic[]   @relation("Parts")

  @@map("topics")
  @@tenant
}

model Article {
  slug    String                   @id
  title   String
  topics  Topic[]
  words   Unsupported("tsvector")?
  views   Int                      @default(0) @ignore
  editor  Editor?                  @relation(fields: [pen], references: [pen]) @ignore
  pen     Pen?
  summary ArticleSummary?

  @@index([words], type: Gin)
  @@index([pen])
  @@map("articles")
  @@tenant
}

enum Pen {
  RED  @map("red")
  BLUE @map("blue")

  @@map("pen")
  @@tenant
}

/// A tenant's enum as a key, for the casts in the statements on the table between.
model Editor {
  pen      Pen       @id
  articles Article[] @ignore
  desks    Desk[]

  @@map("editors")
  @@tenant
}

model Desk {
  id      Uuid     @id @default(uuid())
  editors Editor[]

  @@map("desks")
  @@tenant
}

/// A column that programs do not see has to have a value, so no program can make a row.
model Sealed {
  id   Int     @id
  wax  String  @ignore
  open Boolean

  @@map("sealed")
  @@tenant
}

model Hidden {
  note String?

  @@map("hidden")
  @@ignore
  @@tenant
}

/// How much there is about each article.
view ArticleSummary {
  slug    String   @unique
  topics  BigInt
  article Article? @relation(fields: [slug], references: [slug])

  @@map("article_summaries")
  @@tenant
}

/// Reads another view, whose name comes later.
view BusyArticle {
  slug   String @unique
  topics BigInt

  @@map("busy_articles")
  @@tenant
}

// Names that are something else to Rust or to the generated code.

model Key {
  id          Int      @id @default(autoincrement())
  type        String   @default("t")
  match       Int      @default(0)
  self        String?
  crate       String?
  super       String?
  async       Boolean  @default(true)
  values      String[]
  query       String?
  filter      String?
  relation    String?
  draft       String?
  create      String?
  None        String?
  from        String?
  into        String?
  clone       String?
  default     String?
  new         String?
  intoFuture  String?
  intoValues  String?
  decode      String?
  def         String?
  attach      String?
  fmt         String?
  eq          String?
  bind        String?
  place       String?
  run         String?
  table       String?
  with        String?
  toSql       String?
  relationKey String?
  serialize   String?
  debug       String?
  stringId    Int?     @map("string id")
  string      Key?     @relation("KeyString", fields: [stringId], references: [id])
  vec         Key[]    @relation("KeyString")
  unloadedId  Int?     @unique @map("unloaded-id")
  unloaded    Key?     @relation("KeyUnloaded", fields: [unloadedId], references: [id])
  option      Key?     @relation("KeyUnloaded")
  errors      Error[]

  @@index([stringId])
  @@map("key\"s")
  @@tenant
}

model Error {
  id     Int      @id @default(autoincrement())
  keyId  Int      @map("KeyId")
  Key    Key      @relation(fields: [keyId], references: [id])
  option Option[]

  @@index([keyId])
  @@tenant
}

model Option {
  id      Int     @id @default(autoincrement())
  errorId Int?
  error   Error?  @relation(fields: [errorId], references: [id])
  result  Result?

  @@index([errorId])
  @@map("select")
  @@tenant
}

model Result {
  optionId Int    @id
  Option   Option @relation(fields: [optionId], references: [id])
  box      Box[]

  @@tenant
}

model Box {
  user   Int
  select Int
  result Result @relation(fields: [user], references: [optionId])

  @@id([user, select])
  @@map("table")
  @@tenant
}

// Relations of every shape.

model User {
  id        String         @id @default(uuid()) @db.Uuid
  email     String         @unique @map("e_mail")
  firstName String?        @map("first_name")
  age       Int?
  mood      Mood           @default(CALM)
  favourite Colour?
  bossId    String?        @map("boss_id") @db.Uuid
  boss      User?          @relation("Boss", fields: [bossId], references: [id])
  reports   User[]         @relation("Boss")
  profile   Profile?
  written   Post[]         @relation("Author")
  edited    Post[]         @relation("Editor")
  installed Installation[]
  createdAt DateTime       @default(now()) @map("created_at") @db.Timestamptz(6)
  updatedAt DateTime       @updatedAt @map("updated_at") @db.Timestamptz(6)

  @@index([bossId])
  @@map("users")
  @@tenant
}

/// One to one.
model Profile {
  userId String @id @map("user_id") @db.Uuid
  bio    String @db.VarChar(20)
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@map("profiles")
  @@tenant
}

/// Two relations to the same model, and a key of two columns that others refer to.
model Post {
  id       Int       @id @default(autoincrement())
  slug     String
  title    String
  stars    Int       @default(0)
  authorId String    @map("author_id") @db.Uuid
  editorId String?   @map("editor_id") @db.Uuid
  author   User      @relation("Author", fields: [authorId], references: [id], onDelete: Cascade)
  editor   User?     @relation("Editor", fields: [editorId], references: [id], onDelete: SetNull)
  comments Comment[]

  @@unique([authorId, slug])
  @@index([title])
  @@index([editorId])
  @@map("posts")
  @@tenant
}

/// Refers to a post by a key of two columns, either of which may be absent.
model Comment {
  id       Int     @id @default(autoincrement())
  text     String
  authorId String? @map("author_id") @db.Uuid
  postSlug String? @map("post_slug")
  post     Post?   @relation(fields: [authorId, postSlug], references: [authorId, slug], onDelete: Cascade)

  @@index([authorId, postSlug])
  @@map("comments")
  @@tenant
}

/// Refers to core, by a key of one column and by one of two.
model Installation {
  userId   String         @map("user_id") @db.Uuid
  pluginId Int            @map("plugin_id")
  version  String?
  user     User           @relation(fields: [userId], references: [id], onDelete: Cascade)
  plugin   Plugin         @relation(fields: [pluginId], references: [id])
  release  PluginVersion? @relation(fields: [pluginId, version], references: [pluginId, version], onDelete: NoAction)

  @@id([userId, pluginId])
  @@index([pluginId, version])
  @@map("installations")
  @@tenant
}

// Types that few have, and an extension's that is in a schema of its own choice.

model Account {
  name    String        @id @db.Citext
  aliases String[]      @db.Citext
  balance Decimal       @default(0) @db.Money
  fees    Decimal[]     @db.Money
  opens   DateTime      @default(dbgenerated("'09:00+00'")) @db.Timetz(6)
  closes  DateTime?     @db.Timetz(3)
  pauses  DateTime[]    @db.Timetz
  notes   AccountNote[]
  peers   Account[]     @relation("Peers")
  friends Account[]     @relation("Peers")

  @@map("accounts")
  @@tenant
}

model AccountNote {
  id      Int     @id @default(autoincrement())
  account String  @db.Citext
  line    Int     @default(1)
  owner   Account @relation(fields: [account], references: [name])
  marks   Mark[]

  @@unique([account, line])
  @@map("account_notes")
  @@tenant
}

/// A key of several columns, one of them of an extension's type.
model Mark {
  id      Int         @id @default(autoincrement())
  account String      @db.Citext
  line    Int
  note    AccountNote @relation(fields: [account, line], references: [account, line])

  @@index([account, line])
  @@map("marks")
  @@tenant
}

/// Numbers from a sequence with options.
model Ticket {
  number Int    @id @default(sequence(start: 1000, increment: 5))
  title  String

  @@map("tickets")
  @@tenant
}

// What PostgreSQL can do and Prisma's language cannot say.

/// A room, under a name that is the same however it is written.
model Room {
  id   Int    @id @default(autoincrement())
  name String

  @@unique([raw("lower(name)")], map: "rooms_name_lower_key")
  @@index([raw("length(name)", sort: Desc), id], map: "rooms_name_length_idx", where: raw("name <> ''"))
  @@map("rooms")
  @@tenant
}

/// A text, by a key that the database makes of it.
model Sticker {
  text   String
  key    String @id @generated("lower(text)")
  length Int?   @generated("nullif(length(text), 0)")
  count  Int    @default(1)

  @@map("stickers")
  @@tenant
}

/// A room is let once at a time, unless it is called off.
model Booking {
  id        Int      @id @default(autoincrement())
  room      String
  starts    DateTime @map("starts_at")
  ends      DateTime @map("ends_at")
  calledOff Boolean  @default(false) @map("called_off")

  @@map("bookings")
  @@exclude([room(op: "="), raw("tsrange(starts_at, ends_at)", op: "&&")], where: { calledOff: false }, map: "bookings_no_overlap")
  @@tenant
}

// Keys and conditions that Prisma's language has lately, or not at all.

/// Where things are kept.
model Shelf {
  id    Uuid   @id @default(uuid())
  label String
  gone  Date?
  extra Json   @default("{}")
  load  Int    @default(0)

  @@unique([label], where: { gone: null }, map: "shelves_label_key")
  @@index([extra(ops: JsonbPathOps)], type: Gin)
  @@map("shelves")
  @@check("load >= 0", map: "shelves_load_check")
  @@tenant
}

// Every type that a column can have: required, optional and as a list.

/// Required, with the type that has no name of its own.
model Sample {
  id         BigInt   @id @default(autoincrement())
  text       String   @default("")
  flag       Boolean  @default(false)
  int        Int      @default(0)
  big        BigInt   @default(0)
  float      Float    @default(0)
  decimal    Decimal  @default(0)
  at         DateTime @default("2000-01-01T00:00:00Z")
  json       Json     @default("{}")
  bytes      Bytes    @default("")
  colour     Colour   @default(RED)
  mood       Mood     @default(CALM)
  small      Int      @default(0) @map("small_") @db.SmallInt
  oid        Int      @default(0) @db.Oid
  exact      Decimal  @default(0) @db.Decimal(10, 2)
  inet       String   @default("0.0.0.0") @db.Inet
  real       Float    @default(0) @db.Real
  varChar    String   @default("") @map("var char") @db.VarChar(5)
  char       String   @default("") @db.Char(4)
  timestamp6 DateTime @default("2000-01-01T00:00:00Z") @db.Timestamp(6)
  tz0        DateTime @default("2000-01-01T00:00:00Z") @db.Timestamptz(0)
  tz6        DateTime @default("2000-01-01T00:00:00Z") @db.Timestamptz(6)
  date       DateTime @default("2000-01-01T00:00:00Z") @db.Date
  time       DateTime @default(dbgenerated("'00:00'")) @db.Time(6)
  bit        String   @default("000") @db.Bit(3)
  varBit     String   @default("") @db.VarBit
  uuid       String   @default("00000000-0000-0000-0000-000000000000") @db.Uuid
  xml        String   @default("<a/>") @db.Xml
  plainJson  Json     @default("{}") @map("plain_json") @db.Json

  @@map("samples")
  @@tenant
}

model SparseSample {
  id         String    @id @default(uuid()) @db.Uuid
  text       String?
  flag       Boolean?
  int        Int?
  big        BigInt?
  float      Float?
  decimal    Decimal?
  at         DateTime?
  json       Json?
  bytes      Bytes?
  colour     Colour?
  mood       Mood?
  small      Int?      @db.SmallInt
  oid        Int?      @db.Oid
  exact      Decimal?  @db.Decimal(10, 2)
  inet       String?   @db.Inet
  real       Float?    @db.Real
  varChar    String?   @map("var char") @db.VarChar(5)
  char       String?   @db.Char(4)
  timestamp6 DateTime? @db.Timestamp(6)
  tz0        DateTime? @db.Timestamptz(0)
  date       DateTime? @db.Date
  time       DateTime? @db.Time(6)
  bit        String?   @db.Bit(3)
  varBit     String?   @db.VarBit
  uuid       String?   @db.Uuid
  xml        String?   @db.Xml
  plainJson  Json?     @map("plain_json") @db.Json

  @@map("sparse_samples")
  @@tenant
}

model ListSample {
  id       Int        @id @default(autoincrement())
  texts    String[]
  flags    Boolean[]
  ints     Int[]      @default([1, -2])
  bigs     BigInt[]
  smalls   Int[]      @db.SmallInt
  floats   Float[]
  decimals Decimal[]
  ats      DateTime[] @db.Timestamptz(6)
  dates    DateTime[] @db.Date
  times    DateTime[] @db.Time(6)
  jsons    Json[]
  bytes    Bytes[]
  uuids    String[]   @db.Uuid
  inets    String[]   @db.Inet
  chars    String[]   @db.Char(3)
  colours  Colour[]   @default([RED, GREEN])
  moods    Mood[]

  @@map("list_samples")
  @@tenant
}

/// A type of each tenant's own, with a name that has to be quoted.
enum Mood {
  CALM
  VERY_CROSS @map("very \"cross\"")
  type

  @@map("Mood of a User")
  @@tenant
}

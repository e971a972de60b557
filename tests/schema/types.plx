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

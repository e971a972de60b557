// Columns to compare with each other.

/// Pairs of one type in Rust, and of one or two in PostgreSQL.
model Pair {
  id      Int       @id
  low     Int       @default(0)
  high    Int?
  mood    Mood      @default(CALM)
  other   Mood?
  text    String    @default("")
  varChar String?   @map("var char") @db.VarChar(20)
  char    String?   @db.Char(8)
  citext  String?   @db.Citext
  xml     String?   @db.Xml
  bit     String?   @db.Bit(2)
  varBit  String?   @db.VarBit
  numeric Decimal?
  money   Decimal?  @db.Money
  stamp   DateTime? @db.Timestamp(6)
  zoned   DateTime? @db.Timestamptz(6)
  json    Json?
  plain   Json?     @db.Json
  texts   String[]
  citexts String[]  @db.Citext
  twinId  Int?      @map("twin_id")
  twin    Pair?     @relation("Twin", fields: [twinId], references: [id])
  twins   Pair[]    @relation("Twin")

  @@index([twinId])
  @@map("pairs")
  @@tenant
}

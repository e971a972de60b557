enum Colour {
  RED
  BLUE
}

model Counter {
  id    BigInt @id @default(autoincrement())
  small Int    @default(autoincrement()) @db.SmallInt
}

model Everything {
  id       String    @id @default(cuid())
  cuid2    String    @default(cuid(2))
  uuid     String    @default(uuid())
  uuid7    String    @default(uuid(7)) @db.Uuid
  fixed    String    @default("6f9619ff-8b86-4011-b42d-00cf4fc964ff") @db.Uuid
  ulid     String    @default(ulid())
  nano     String    @default(nanoid())
  nano8    String    @default(nanoid(8)) @db.VarChar(8)
  text     String    @default("a \"quoted\"\nline \u00e9 \ud83d\ude00")
  empty    String    @default("")
  yes      Boolean   @default(true)
  no       Boolean   @default(value: false)
  int      Int       @default(-2147483648)
  bigInt   BigInt    @default(9223372036854775807)
  float    Float     @default(-1.50)
  whole    Float     @default(3)
  decimal  Decimal   @default(0.10)
  quoted   Decimal   @default("12345678901234567890.12345")
  exponent Decimal   @default("1.5e-3")
  now      DateTime  @default(now())
  then     DateTime  @default("2026-01-31T12:00:00.5+02:00") @db.Timestamptz
  json     Json      @default("{ \"a\": [1, null] }")
  bytes    Bytes     @default("SGVsbG8=")
  colour   Colour    @default(BLUE)
  maybe    Colour?   @default(RED)
  numbers  Int[]     @default([1, -2])
  none     String[]  @default([])
  colours  Colour[]  @default([RED, BLUE])
  sql      Int       @default(dbgenerated("1 + 1"))
  unknown  String    @default(dbgenerated())
  list     Int[]     @default(dbgenerated("'{}'"))
  counted  Int       @default(sequence())
  down     BigInt    @default(sequence(start: -5, increment: -5, minValue: -500, maxValue: -5, cache: 20))
}

model User {
  id    Int      @id @default(99999999999)
  a     Int      @default(40000) @db.SmallInt
  b     BigInt   @default(9223372036854775808)
  c     Int      @default(-1) @db.Oid
  d     Json     @default("{ a: 1 }")
  e     Bytes    @default("not base64!")
  k     Bytes    @default("aGl=")
  f     DateTime @default("yesterday")
  g     String   @default("none") @db.Uuid
  h     String   @default("abcd") @db.VarChar(3)
  i     String   @default("012") @db.Bit(3)
  j     String   @default("10.1") @db.Inet
}

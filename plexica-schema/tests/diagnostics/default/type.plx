model User {
  id    Int       @id @default("1")
  a     String    @default(1)
  b     Boolean   @default("true")
  c     Float     @default(x)
  d     DateTime  @default(1)
  e     Json      @default({ a: 1 })
  f     Bytes     @default(7)
  g     Int[]     @default(1)
  h     Int       @default([1])
  i     Int       @default(uuid())
  j     String    @default(now())
  k     String    @default(autoincrement())
  l     Int?      @default(autoincrement())
  m     String    @default(cuid()) @db.Uuid
  n     String    @default(uuid()) @db.VarChar(8)
  o     BigInt[]  @default(autoincrement())
  p     Int       @default(1.5)
  q     Int       @default(autoincrement()) @db.Oid
  r     String    @default(ulid()) @db.Inet
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model Account {
  id      BigInt  @id @default(autoincrement())
  number  Int     @unique @default(autoincrement()) @db.Integer
  name    String  @db.VarChar(80)
  about   String? @db.Text
  small   Int     @db.SmallInt
  rate    Float   @db.DoublePrecision
  isOpen  Boolean @db.Boolean
  key     Bytes   @db.ByteA
  letter  String  @db.Char(1)
  details Json    @db.JsonB

  @@index([details], type: Gin)
}

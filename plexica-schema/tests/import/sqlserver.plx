datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["dbo"]
}

model Order {
  id       String   @id(map: "PK_Order") @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  number   Int      @unique
  name     String   @db.VarChar(100)
  notes    String   @db.Text
  total    Float
  ratio    Float    @db.Real
  share    Float    @db.DoublePrecision
  isPaid   Boolean  @default(false)
  level    Int      @db.SmallInt
  raw      Bytes    @db.ByteA
  placedAt DateTime @default(now()) @db.Timestamp(6)
  zoned    DateTime @default(now()) @db.Timestamptz(6)

  @@index([name], map: "IX_Name")
  @@schema("dbo")
}

model Rate {
  id  Int @id
  at  Int @default(dbgenerated("datepart(year, getdate())"))

  @@schema("dbo")
}
